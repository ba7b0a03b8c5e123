"""What every signed decision asks: why, and the password of whoever decides."""

from django import forms
from django.contrib.admin import widgets
from django.utils.translation import gettext_lazy as _

from ledger.committing import REASON_LENGTH


class ReasonField(forms.CharField):
    """Why somebody decides; long enough to say it."""

    def __init__(self):
        super().__init__(
            label=_("Reason"),
            min_length=REASON_LENGTH,
            max_length=2000,
            widget=widgets.AdminTextareaWidget(attrs={"rows": 3}),
            help_text=_("For whoever reads this in ten years; at least 10 characters."),
        )


class PasswordField(forms.CharField):
    """The password again; it does not stay after a refusal."""

    def __init__(self, help_text):
        super().__init__(
            label=_("Your password"),
            strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
            help_text=help_text,
        )


class RefusableForm(forms.Form):
    """A form whose act may be refused after its fields were found good."""

    def add_refusal(self, error):
        """Show a `LedgerError` or another refusal at the field that it names, else on top."""
        field = getattr(error, "field", None)
        self.add_error(field if field in self.fields else None, str(error))


class SignedForm(RefusableForm):
    """A reason and the password; what was typed stays after a refusal, the password does not."""

    reason = ReasonField()
    password = PasswordField(_("You sign with it: your name, the time and the reason are kept."))
