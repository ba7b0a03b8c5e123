from django.utils.translation import gettext_lazy as _

from ledger.errors import LedgerError


class IndicationOutlivesAuthorisationError(LedgerError):
    message = _(
        "An indication would be in force while its authorisation is not (INV-8). "
        "End or move its indications in the same change."
    )
