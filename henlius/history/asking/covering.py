"""Territories in which the authorisations of a whole hold: GB by the EU until it left (ADV-20)."""

from dataclasses import dataclass

from django.db.models import Q

from henlius.history.asking.kinds import KINDS
from ledger.enums import Certainty
from ledger.models import Version
from products.models import Jurisdiction, MembershipVersion


@dataclass(frozen=True)
class Cover:
    """A membership in force on the day: `whole` is the territory whose authorisations hold."""

    whole: Jurisdiction
    row: MembershipVersion
    is_possible: bool

    @property
    def key(self):
        return f"{self.row._meta.label_lower}:{self.row.pk}"


def covered_by(question, *, on_any_day=False):
    """Return the `Cover`s of the territory asked about, for kinds of fact that are licensed. 0 or 1 query."""
    if not question.jurisdiction or not KINDS[question.kind].is_licensed:
        return []
    ask = question.held if on_any_day else question.on_day
    rows = ask(MembershipVersion).filter(membership__member=question.jurisdiction)
    rows = rows.select_related("membership__parent").order_by("membership__parent__code", "pk")
    return [Cover(row.membership.parent, row, _is_possible(row)) for row in rows]


def where(kind, question, covers):
    """Return the condition that a row of `kind` is about what is asked; none is, without a path to it."""
    wanted = {name: getattr(question, name) for name in ("product", "authority", "concept")}
    conditions = {getattr(kind, name): asked for name, asked in wanted.items() if asked}
    if question.jurisdiction:
        territories = [question.jurisdiction, *(cover.whole for cover in covers)]
        conditions[kind.jurisdiction and f"{kind.jurisdiction}__in"] = territories
    return Q(pk=None) if "" in conditions else Q(**conditions)


def cover_of(territory: Jurisdiction | None, question, covers):
    """Return the `Cover` through which a fact of `territory` answers `question`, or None for its own."""
    if not question.jurisdiction or territory == question.jurisdiction:
        return None
    return next((cover for cover in covers if cover.whole == territory), None)


def _is_possible(row: Version):
    return getattr(row, "certainty", None) == Certainty.POSSIBLE
