"""One line of a list of what is due, and where such lines come from."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet


@dataclass(frozen=True)
class Entry:
    """Something due: `day` in words, "" where there is none; `owner` a role where one is recorded.

    `state` says where it stands. `url` leads to what can be done about it.
    """

    kind: str
    about: str
    what: str
    state: str
    day: str
    owner: str
    url: str


@dataclass(frozen=True)
class Source:
    """A table with things due. `rows(asked)` are those of a list, each annotated with `due_day`.

    `entries(rows)` loads and tells rows of it: `{key: Entry}`, in a fixed number of queries.
    """

    key: str
    rows: Callable[["Asked"], QuerySet]
    entries: Callable[[QuerySet], dict[int, Entry]]


@dataclass(frozen=True)
class Asked:
    """What a list is narrowed to; each may be None."""

    product: object = None
    jurisdiction: object = None

    def narrowed(self, rows, product, jurisdiction):
        """Return `rows` about what is asked, by the paths of their table; "" is no path."""
        for path, wanted in ((product, self.product), (jurisdiction, self.jurisdiction)):
            if wanted:
                rows = rows.filter(**{path: wanted}) if path else rows.none()
        return rows
