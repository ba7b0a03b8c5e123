"""The effect of a trial, row by row: what stands in the register beside what would stand there."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ledger.admin.history import HistoryRow
from ledger.models import Version
from ledger.words import Run, sides


@dataclass(frozen=True)
class Line:
    """A fact before and after, word by word."""

    label: str
    was: list[Run]
    now: list[Run]
    is_changed: bool


@dataclass(frozen=True)
class Effect:
    """A row that would be opened, beside the closed one that it replaces; or one that only closes."""

    about: str
    table: str
    lines: list[Line]
    opened: HistoryRow | None
    closed: HistoryRow | None


def effects(opened, closed):
    """Return the `Effect`s of the `HistoryRow`s of a trial; every row stands in one at least."""
    found, replaced = [], set()
    for row in opened:
        was = _replaced_by(row, closed)
        replaced.add(id(was))
        found.append(_effect(row, was))
    return [*found, *(_effect(None, row) for row in closed if id(row) not in replaced)]


def _effect(opened, closed):
    shown = opened or closed
    before, after = (_facts(row) if row else {} for row in (closed, opened))
    labels = dict.fromkeys((*after, *before))
    return Effect(
        about=shown.subject,
        table=str(shown.row._meta.verbose_name),
        lines=[_line(label, before.get(label, ""), after.get(label, "")) for label in labels],
        opened=opened,
        closed=closed,
    )


def _line(label, was, now):
    return Line(label, *sides(was, now), is_changed=was != now)


def _facts(row):
    period = {_("Period"): row.term} if row.term else {}
    return period | {fact.label: str(fact.value) for fact in row.facts}


def _replaced_by(opened, closed):
    """Return the closed row of the same identity that says most of the same, or None."""
    same = [row for row in closed if _key(row.row) == _key(opened.row)]
    facts = set(_facts(opened).items())
    return max(same, key=lambda row: len(facts & set(_facts(row).items())), default=None)


def _key(row):
    if not isinstance(row, Version):
        return type(row), None
    return type(row), getattr(row, row._meta.get_field(row.identity).attname)
