"""The kinds of files that can be taken in. Higher apps register theirs."""

from dataclasses import dataclass, field

from ledger.intake.errors import UnreadableError


@dataclass
class Stated:
    """One thing that a file states; see `IntakeItem` for what its fields mean.

    With `problems` it is not understood from the beginning: nothing of it is compared.
    """

    number: int
    part: str
    stated: dict
    batch: str = ""
    after: dict = field(default_factory=dict)
    about: str = ""
    problems: list = field(default_factory=list)


@dataclass
class Reading:
    """What a file states, and notices on what of it was left unread."""

    items: list[Stated]
    notices: list[str] = field(default_factory=list)


class Format:
    """A kind of file; subclasses say how it is read and compared.

    `columns` is `{key: label}` of what its items state, `place` the word for an item (a row).
    """

    key = ""
    label = ""
    columns = {}
    place = ""

    def recognises(self, ending, content):
        """Return what `read` takes, when a file with this `ending` (".csv") is of this kind; else None.

        Raises `UnreadableError` when it should be of this kind and is not.
        """
        raise NotImplementedError

    def read(self, found) -> Reading:
        """Return what the file states, nothing compared yet. Raises `UnreadableError`."""
        raise NotImplementedError

    def judge(self, items, proposer):
        """Compare unread `items` of one batch with the register and save what was found.

        It ends with the first proposal that it offers, and decides about one item at least.
        """
        raise NotImplementedError

    def only_ours(self, intake):
        """Return `[(kind, queryset of rows, about(row))]` that hold on `intake.day` and no item names."""
        return []


_formats = {}


def register(a_format):
    """Offer a `Format`; the order of registering is the order of recognising."""
    _formats[a_format.key] = a_format


def format_of(intake):
    return _formats[intake.format]


def labels():
    """Return `{key: label}` of every kind of file."""
    return {key: each.label for key, each in _formats.items()}


def recognised(ending, content):
    """Return `(Format, what it reads)` for a file. Raises `UnreadableError`."""
    for each in _formats.values():
        if (found := each.recognises(ending, content)) is not None:
            return each, found
    raise UnreadableError
