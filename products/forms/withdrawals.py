"""The end of an authorisation, with everything that stands on it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ledger import actions
from ledger.forms.acts import EndForm
from ledger.models import period
from products.enums import TERMINAL, AuthorisationStatus
from products.models import (
    IndicationVersion,
    ListingVersion,
    ObligationVersion,
    PresentationVersion,
)


class WithdrawForm(EndForm):
    """An authorisation ends with everything that stands on it (INV-8), and says how."""

    title = _("Withdraw")
    explanation = _(
        "The authorisation ends, and in the same change everything that stands on it: indications, "
        "presentations, reimbursement and obligations."
    )
    status = forms.ChoiceField(
        label=_("How it ended"), choices=[(s, AuthorisationStatus(s).label) for s in TERMINAL]
    )

    @property
    def fact_fieldsets(self):
        return [(_("How and when"), {"fields": ["status", "end"]})]

    def perform(self, by, evidence):
        end = self.cleaned_data["end"]
        ended = self.row.copied(status=self.cleaned_data["status"], **period(end))
        return actions.end(
            [self.row, *_standing_on(self.row.authorisation)],
            end=end,
            opens=[ended],
            **self.common(by, evidence),
        )


def _standing_on(authorisation):
    """Return the open rows, not ended yet, of what an authorisation carries."""
    carried = (
        IndicationVersion.objects.filter(indication__authorisation=authorisation),
        PresentationVersion.objects.filter(presentation__authorisation=authorisation),
        ListingVersion.objects.filter(listing__indication__authorisation=authorisation),
        ObligationVersion.objects.filter(obligation__authorisation=authorisation),
    )
    return [row for rows in carried for row in rows.current().filter(valid__upper_inf=True)]
