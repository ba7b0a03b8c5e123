from ledger.admin.evidence import ChangeSetAdmin, SourceDocumentAdmin

__all__ = ["ChangeSetAdmin", "SourceDocumentAdmin"]
