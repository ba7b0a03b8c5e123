"""What every signed decision asks: why, and the password of whoever decides."""

from django import forms
from django.contrib.admin import widgets
from django.utils.translation import gettext_lazy as _

from ledger.committing import REASON_LENGTH


class SignedForm(forms.Form):
    """A reason and the password; what was typed stays after a refusal, the password does not."""

    reason = forms.CharField(
        label=_("Reason"),
        min_length=REASON_LENGTH,
        max_length=2000,
        widget=widgets.AdminTextareaWidget(attrs={"rows": 3}),
        help_text=_("For whoever reads this in ten years; at least 10 characters."),
    )
    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("You sign with it: your name, the time and the reason are kept."),
    )

    def add_refusal(self, error):
        """Show a `LedgerError` or another refusal at the field that it names, else on top."""
        field = getattr(error, "field", None)
        self.add_error(field if field in self.fields else None, str(error))
