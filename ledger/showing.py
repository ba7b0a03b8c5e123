"""Pages that show the facts of a change set: a higher app names them, and hears of undisclosures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ledger.models import ChangeSet


@dataclass(frozen=True)
class Showing:
    """`pages(change_sets)` returns `(title, url)` of what is public and shows them.

    `undisclosed(change_sets)` is called when they were taken from the public, inside the act.
    """

    pages: Callable[[Sequence[ChangeSet]], list[tuple[str, str]]]
    undisclosed: Callable[[Sequence[ChangeSet]], None]


_showings = []


def register(showing):
    """Ask `showing` from now on; called from `AppConfig.ready()`, adding twice is harmless."""
    if showing not in _showings:
        _showings.append(showing)


def pages_showing(change_sets):
    """Return `(title, url)` of every public page that shows what `change_sets` opened."""
    return [page for showing in _showings for page in showing.pages(change_sets)]


def tell_undisclosed(change_sets):
    """Let every registered app hear that `change_sets` are hidden again."""
    for showing in _showings:
        showing.undisclosed(change_sets)
