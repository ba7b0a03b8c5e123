"""How far the approvals of a product reach on a day: its territories, and those of a whole (ADV-20)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from henlius.history.asking.kinds import KINDS
from ledger.phrases import labelled, listed, with_note
from products.coverage import coverage, territories


@dataclass(frozen=True)
class Reach:
    """Codes of the territories covered; a whole counts as its members, where it has any.

    `through` are those that a whole carries, by its code, certain or not.
    """

    certain: list[str]
    possible: list[str]
    through: dict[str, list[str]]

    def __str__(self):
        notes = [
            ngettext(
                "%(count)d of them through %(whole)s",
                "%(count)d of them through %(whole)s",
                len(codes),
            )
            % {"count": len(codes), "whole": whole}
            for whole, codes in self.through.items()
        ]
        if self.possible:
            notes.append(_("%(count)d of them possibly") % {"count": len(self.possible)})
        total = len(self.certain) + len(self.possible)
        return labelled(_("Territories covered on the day"), with_note(total, listed(notes)))


def reach_of(question):
    """Return the `Reach` of the product asked about, or None where the question is a narrower one.

    0 or 1 query.
    """
    is_whole = not (question.jurisdiction or question.authority or question.concept)
    if not (question.product and is_whole and KINDS[question.kind].is_licensed):
        return None
    rows = coverage(question.on_day, product=question.product)
    every, through = territories(rows), {}
    certain = every & {row.code for row in rows if row.is_certain}
    for row in rows:
        if row.through:
            through.setdefault(row.through, []).append(row.code)
    return Reach(sorted(certain), sorted(every - certain), through)
