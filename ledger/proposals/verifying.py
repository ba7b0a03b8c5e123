"""Are recorded proposals still what was signed? Asked whenever the ledger is verified."""

from django.db.models import Q

from ledger.enums import StepKind
from ledger.models import Proposal
from ledger.proposals.states import is_as_signed
from ledger.verifying import Report


def check(anchors):
    """Return the `Report` on every proposal that was signed for. 3 queries for 500 of them."""
    recorded = Q(change_set__isnull=False) | Q(steps__kind=StepKind.COMMITTED)
    found = Proposal.objects.filter(recorded).distinct().order_by("pk")
    found = found.select_related("change_set").prefetch_related("steps__signature")
    problems, count = [], 0
    for proposal in found.iterator(chunk_size=500):
        count += 1
        if not is_as_signed(proposal):
            problems.append(_problem(proposal))
    return Report(problems, f"{count} signed proposals verified." if count else "")


def _problem(proposal):
    if proposal.change_set_id is None:
        return f"Proposal {proposal.pk} was signed and names no change set."
    return f"Proposal {proposal.pk} is not what was signed for change set {proposal.change_set_id}."
