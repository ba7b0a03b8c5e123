"""What of the ledger itself goes into the anchors besides the head of the chain."""

from ledger import verifying
from ledger.anchors import frozen, moments
from ledger.anchors.rows import keep
from ledger.models import ProposalStep, Signature, Undisclosure


def register():
    """Anchor who signed what, the steps of proposals, and from when change sets were public."""
    for model in (Signature, ProposalStep, Undisclosure):
        keep(model)
    frozen.register(moments.hashes)
    verifying.register(moments.check)
