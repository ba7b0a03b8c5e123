"""What people type when they decide about a proposal."""

from django import forms
from django.contrib.admin import widgets
from django.utils.translation import gettext_lazy as _

from ledger.forms.signing import PasswordField, ReasonField, RefusableForm


class PlainForm(RefusableForm):
    """A step that asks nothing."""


class NoteForm(RefusableForm):
    note = forms.CharField(
        label=_("Note"),
        max_length=2000,
        required=False,
        widget=widgets.AdminTextareaWidget(attrs={"rows": 2}),
    )


class SendBackForm(RefusableForm):
    reason = ReasonField()


class SignForm(RefusableForm):
    """The password, and the hash of the proposal as the page showed it."""

    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    password = PasswordField(
        _("You approve it as the second person: your name and the time are kept.")
    )
