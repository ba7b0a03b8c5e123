from django.utils.translation import gettext_lazy as _

from ledger.errors import LedgerError


class UnreadableError(LedgerError):
    """A file cannot be taken in; the message says what it should be instead."""

    message = _(
        "This file cannot be read. Upload the template as XLSX or CSV, or JSON from openFDA or "
        "ClinicalTrials.gov."
    )


class CellError(LedgerError):
    """One cell is not understood; `field` is its column."""
