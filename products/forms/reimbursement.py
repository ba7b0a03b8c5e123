"""Reimbursement, indication by indication (ADV-23)."""

from django.utils.translation import gettext_lazy as _

from ledger.forms.acts import EndForm
from ledger.forms.records import RecordForm
from products.models import ListingVersion


class RecordListingForm(RecordForm):
    title = _("Record a reimbursement listing")
    explanation = _(
        "A list pays for one indication from the day on which it takes effect; never for a product "
        "as a whole."
    )
    model = ListingVersion
    identity_fields = ("indication", "scheme")

    def add_fields(self):
        super().add_fields()
        self.fields["scheme"].initial = "NRDL"
        self.fields["start"].label = _("In effect since")


class DelistForm(EndForm):
    title = _("Off the list")
    explanation = _("The list does not pay for this indication any more from a day on.")
