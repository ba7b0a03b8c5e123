"""Territories inside others, by time (ADV-20)."""

from django.utils.translation import gettext_lazy as _

from ledger.forms.acts import EndForm
from ledger.forms.records import RecordForm
from products.models import MembershipVersion


class RecordMembershipForm(RecordForm):
    title = _("Record a membership")
    explanation = _(
        "The authorisations of a whole, the European Union say, hold in a member from a day on."
    )
    model = MembershipVersion
    identity_fields = ("parent", "member")

    def clean(self):
        data = super().clean()
        if data.get("parent") and data.get("parent") == data.get("member"):
            self.add_error("member", _("A territory is no member of itself."))
        return data


class LeaveForm(EndForm):
    title = _("Leave")
    explanation = _(
        "From a day on the authorisations of the whole hold in this member no longer; it needs its "
        "own."
    )
