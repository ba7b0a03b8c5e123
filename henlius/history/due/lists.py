"""The four lists of what is due, a page at a time."""

from dataclasses import dataclass

from django.db.models import CharField, F, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from henlius.history.due.ahead import OVERDUE_DECISIONS, PROCEDURES
from henlius.history.due.ending import (
    LICENCES_ENDING,
    LISTINGS_ENDING,
    OBLIGATIONS_DUE,
    OVERDUE_OBLIGATIONS,
)
from henlius.history.due.entries import Asked, Entry, Source
from henlius.history.due.hidden import HIDDEN_CHANGE_SETS, OPEN_PROPOSALS

MOST = 50
BRIEF = 8  # lines of each list where all four are shown


@dataclass(frozen=True)
class List:
    key: str
    title: str
    explanation: str
    empty: str
    sources: tuple[Source, ...]


LISTS = {
    each.key: each
    for each in [
        List(
            "overdue",
            _("Overdue"),
            _("Expected decisions and obligations past their latest day."),
            _("Nothing is overdue."),
            (OVERDUE_DECISIONS, OVERDUE_OBLIGATIONS),
        ),
        List(
            "expiring",
            _("Within twelve months"),
            _("Obligations that fall due, authorisations and reimbursements that end."),
            _("Nothing falls due or ends within twelve months."),
            (OBLIGATIONS_DUE, LICENCES_ENDING, LISTINGS_ENDING),
        ),
        List(
            "pending",
            _("Pending"),
            _("Procedures without a decision, the longest untouched first."),
            _("No procedure is open."),
            (PROCEDURES,),
        ),
        List(
            "undisclosed",
            pgettext_lazy("a list of what is due", "Undisclosed"),
            _("Recorded and not public, or with a moment ahead; proposals not yet recorded."),
            _("Everything recorded is public, and no proposal waits."),
            (HIDDEN_CHANGE_SETS, OPEN_PROPOSALS),
        ),
    ]
}


@dataclass(frozen=True)
class Lines:
    """A page of a list; `number` counts from 1."""

    list: List
    entries: list[Entry]
    number: int
    has_more: bool


def lines(which: List, asked: Asked, number=1, most=MOST) -> Lines:
    """Return page `number` of a list, the earliest day first; lines without a day come last.

    1 query for the page, and those of each source that has lines on it: 3 at most.
    """
    first = (number - 1) * most
    found = list(_merged(which, asked)[first : first + most + 1])
    told = {}
    for source in which.sources:
        keys = [key for name, key, _day in found[:most] if name == source.key]
        if keys:
            entries = source.entries(source.rows(asked).filter(pk__in=keys))
            told |= {(source.key, key): entry for key, entry in entries.items()}
    entries = [told[name, key] for name, key, _day in found[:most] if (name, key) in told]
    return Lines(which, entries, number, len(found) > most)


def _merged(which, asked):
    """Return `(source, key, day)` of every line of a list, in order."""
    parts = [
        source.rows(asked)
        .order_by()
        .annotate(source_key=Value(source.key, CharField()), line=F("pk"))
        .values_list("source_key", "line", "due_day")
        for source in which.sources
    ]
    first, *others = parts
    merged = first.union(*others, all=True) if others else first
    return merged.order_by(F("due_day").asc(nulls_last=True), "source_key", "line")
