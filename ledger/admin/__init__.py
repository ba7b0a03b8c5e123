from ledger.admin.evidence import ChangeSetAdmin, SourceDocumentAdmin
from ledger.admin.proposals import ProposalAdmin

__all__ = ["ChangeSetAdmin", "ProposalAdmin", "SourceDocumentAdmin"]
