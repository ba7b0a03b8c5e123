"""The change sets behind an export: who, when, why, on what evidence, and whether it is public."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from ledger.models import ChangeSet, Citation, ProposalStep, Signature, Undisclosure


@dataclass(frozen=True)
class Act:
    """A change set with its citations; `signatures` are those under which it was committed."""

    change_set: ChangeSet
    signatures: list[Signature]
    at: datetime

    @property
    def seq(self):
        return self.change_set.seq

    @property
    def public_from(self):
        """The moment from which it is or will be public, or None."""
        return self.change_set.disclosure.at

    @property
    def is_public(self):
        """Whether it was public at the moment of the export."""
        if self.public_from and self.public_from <= self.at:
            return True
        ended = self.change_set.undisclosures.all()
        return any(window.public_from <= self.at < window.at for window in ended)

    @property
    def citations(self):
        return self.change_set.citations.all()


def acts(seqs, at):
    """Return `{seq: Act}` of the change sets `seqs`. 4 queries."""
    citations = Citation.objects.select_related("source").order_by("pk")
    windows = Undisclosure.objects.select_related("signature").order_by("pk")
    found = (
        ChangeSet.objects.filter(seq__in=seqs)
        .select_related("actor", "approver", "disclosure", "seal")
        .prefetch_related(
            Prefetch("citations", queryset=citations), Prefetch("undisclosures", queryset=windows)
        )
        .order_by("seq")
    )
    signed = _signatures(seqs)
    return {each.seq: Act(each, signed.get(each.seq, []), at) for each in found}


def _signatures(seqs):
    """`{seq: [Signature]}` of the change sets that were proposed and signed."""
    steps = ProposalStep.objects.filter(
        proposal__change_set__in=seqs, signature__isnull=False
    ).select_related("signature__signer", "proposal")
    found = {}
    for step in steps.order_by("pk"):
        found.setdefault(step.proposal.change_set_id, []).append(step.signature)
    return found
