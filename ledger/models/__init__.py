from ledger.models.acts import (
    ChangeSet,
    Citation,
    Disclosure,
    Seal,
    Signature,
    SourceDocument,
    Undisclosure,
)
from ledger.models.intake import Intake, IntakeItem
from ledger.models.proposals import Proposal, ProposalStep
from ledger.models.rows import Recorded, Version, period

__all__ = [
    "ChangeSet",
    "Citation",
    "Disclosure",
    "Intake",
    "IntakeItem",
    "Proposal",
    "ProposalStep",
    "Recorded",
    "Seal",
    "Signature",
    "SourceDocument",
    "Undisclosure",
    "Version",
    "period",
]
