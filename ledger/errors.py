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


class EndsBeforeError(LedgerError):
    message = _(
        "This record ends on that day or before already. "
        "Correct its end if that is wrong; a withdrawal cannot move it later."
    )


class DisclosureOrderError(LedgerError):
    message = _(
        "An earlier change of the same record would still be hidden when this one is public. "
        "Choose its moment or a later one."
    )


class MendHiddenError(LedgerError):
    message = _(
        "A record would be public before its correction or retraction. Make both public together; "
        "mend records that become public at different moments in a change of their own."
    )


class DisclosurePastError(LedgerError):
    message = _(
        "A change is not made public before it is recorded. Choose a moment that lies ahead."
    )


class ShownHiddenError(LedgerError):
    """INV-14, of a page and a fact that it rests on."""

    message = _(
        "A page would be public that shows a fact which is not. Make the fact public first, "
        "or publish a correction, which shows what is public then."
    )


class NotPublicError(LedgerError):
    message = _(
        "This change is not public. One that is to become public later is moved, not undisclosed."
    )


class BuiltOnError(LedgerError):
    """Later change sets cannot be public without this one; the message names them."""

    message = _(
        "Later changes build on this one and would stay public without it: %(change_sets)s. "
        "Undisclose them together with it."
    )


class SamePersonError(LedgerError):
    message = _("Nobody approves a change that they recorded. Ask a second person.")


class OwnDisclosureError(LedgerError):
    message = _(
        "Nobody makes public what they recorded: it was signed as not yet public. "
        "Ask a second person."
    )


class AdministratorError(LedgerError):
    message = _(
        "An administrator neither signs nor records facts. "
        "Ask somebody who may, or use an account that administers nothing."
    )


class WrongPasswordError(LedgerError):
    message = _("This is not your password. Nothing was signed: type it again.")


class UnknownCodeError(LedgerError):
    message = _("“%(value)s” is not one of the values of “%(field)s”.")


class OverlapError(LedgerError):
    message = _(
        "Another record already holds part of this period. "
        "End or amend that record instead of adding a second one."
    )


class StillNamedError(LedgerError):
    message = _("Another record names this one. Correct or retract that record first.")


class ProposalError(LedgerError):
    """Base of what a proposal refuses."""


class NotRecorderError(ProposalError):
    message = _(
        "You may not propose or sign changes of the register. Ask whoever keeps the accounts."
    )


class OwnProposalError(ProposalError):
    message = _("Nobody signs their own proposal. Ask a second person.")


class NotAuthorError(ProposalError):
    message = _("Only its author changes a proposal. Take it over first, or send it back.")


class AuthorGoneError(ProposalError):
    message = _(
        "Its author may record facts no longer, so nothing was recorded. "
        "Take the proposal over and submit it; then somebody else signs it."
    )


class WrongStateError(ProposalError):
    """The step does not follow from where the proposal is; the message names that."""

    message = _("This proposal is now: %(state)s. Open it again to see what can be done with it.")


class ChangedMeanwhileError(ProposalError):
    message = _("The proposal changed after you opened it. Read it again before you sign.")


class BusyError(ProposalError):
    message = _(
        "Somebody is recording in the register right now, so this could not be tried. "
        "Nothing was changed: try again in a moment."
    )


class StaleProposalError(ProposalError):
    message = _(
        "The register changed under this proposal, so nothing was recorded. "
        "Its author looks at both states and submits it again."
    )
