from django.utils.translation import gettext_lazy as _

from ledger.errors import LedgerError


class IndicationOutlivesAuthorisationError(LedgerError):
    message = _(
        "An indication would be in force while its authorisation is not (INV-8). "
        "End or move its indications in the same change."
    )


class StepDoesNotFollowError(LedgerError):
    """An event does not follow the state of its procedure (domain section 6)."""

    message = _(
        "“%(event)s” (%(date)s) does not follow: the procedure is “%(state)s” by then. What may "
        "come: %(allowed)s. Two acts on one day take their places 1 and 2 on that day."
    )
    final = _(
        "“%(event)s” (%(date)s) does not follow: the procedure is “%(state)s” by then, which ends "
        "it. Record a procedure of its own, or correct the date of what came before."
    )


class OpinionWithoutAssessorError(LedgerError):
    message = _(
        "In %(territory)s no authority assesses what another one decides, so there is no opinion. "
        "Choose another event, or record the assessing authority first."
    )


class NotApprovedError(LedgerError):
    message = _(
        "Only an approval opens a wording. An application, an opinion and a tentative approval are "
        "events; the wording applied for stands at the procedure."
    )
