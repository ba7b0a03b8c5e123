from django.utils.translation import gettext_lazy as _


class LedgerError(Exception):
    """Base of everything the register refuses; the message says what to do instead."""

    message = _("The register refused this change.")

    def __init__(self, message=None, *, field=None):
        super().__init__(message or self.message)
        self.field = field


class ImpreciseDateError(LedgerError, ValueError):
    """A date cannot be read, or its parts contradict each other."""


class StaleBaseError(LedgerError):
    message = _(
        "Somebody changed this record while you were working on it. "
        "Open it again and repeat your change on the newer state."
    )


class ReasonTooShortError(LedgerError):
    message = _("Give the reason in at least 10 characters.")


class MissingEvidenceError(LedgerError):
    message = _("Name at least one source that supports this change.")


class NoCertainDayError(LedgerError):
    message = _(
        "No day lies for certain between this start and this end. Give closer bounds for one of them."
    )


class OverlapError(LedgerError):
    message = _(
        "Another record already holds part of this period. "
        "End or amend that record instead of adding a second one."
    )
