"""What people fill in around a review: a word, a signature, a reason."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ledger.enums import Meaning
from newsroom.enums import scope_name

MEANINGS = [(meaning.value, meaning.label) for meaning in (Meaning.REVIEW, Meaning.RESPONSIBILITY)]
REASON = forms.Textarea(attrs={"rows": 3})


class PasswordField(forms.CharField):
    """One's own password, asked for again; never shown and never stripped."""

    def __init__(self, **kwargs):
        widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
        label = _("Your password, again")
        super().__init__(label=label, strip=False, widget=widget, **kwargs)


class AskForm(forms.Form):
    reason = forms.CharField(
        label=_("A word to the reviewers"),
        required=False,
        max_length=2000,
        widget=REASON,
        help_text=_("What is new, what to look at. It stays on the timeline."),
    )


class ReasonForm(forms.Form):
    """Why a release is returned or taken back: those who work on it read it."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=REASON)


class SignForm(forms.Form):
    """Parts of the edition that was read, what the signature says, and the password.

    Which of the parts somebody may sign is decided by the action, whatever was posted.
    """

    edition = forms.IntegerField(widget=forms.HiddenInput)
    parts = forms.MultipleChoiceField(
        label=_("Parts"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what you sign.")},
    )
    meaning = forms.ChoiceField(label=_("It says"), choices=MEANINGS, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Remark"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    password = PasswordField()

    def __init__(self, scopes, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parts"].choices = [(scope, scope_name(scope)) for scope in scopes]
        self.fields["meaning"].initial = MEANINGS[0][0]


class ConfirmForm(forms.Form):
    """The word of the second person after an emergency."""

    reason = forms.CharField(label=_("Remark"), required=False, max_length=2000, widget=REASON)
    password = PasswordField()
