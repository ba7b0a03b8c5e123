"""When a change becomes public: the question that every act asks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ledger.actions import NOT_YET, NOW, Disclose
from ledger.announcements import announcer
from ledger.forms.signing import SignedForm

CHOICES = [
    ("now", _("Public now")),
    ("not-yet", _("Not yet: staff only, until someone makes it public")),
    ("release", _("With a release: in the same instant as the release goes out")),
]


class DisclosureMixin(forms.Form):
    """Adds the choice; `disclose` is its value for the ledger, `announce()` tells the release."""

    disclosure = forms.ChoiceField(
        label=_("Who may see it"), choices=CHOICES, widget=forms.RadioSelect
    )
    release = forms.ModelChoiceField(
        queryset=None,
        label=_("Release"),
        required=False,
        empty_label=_("Choose a draft"),
        help_text=_("Drafts that have not been published yet."),
    )
    disclosure_fields = ("disclosure", "release")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if found := announcer():
            self.fields["release"].queryset = found.drafts()
        else:
            del self.fields["release"]
            self.fields["disclosure"].choices = CHOICES[:2]

    def clean(self):
        data = super().clean()
        if data.get("disclosure") == "release" and not data.get("release"):
            self.add_error("release", _("Choose the draft that announces this."))
        return data

    @property
    def disclose(self):
        if self.cleaned_data["disclosure"] == "now":
            return NOW
        if release := self._chosen_release():
            return Disclose(reference=f"release:{release.slug}")
        return NOT_YET

    def announce(self, change_set):
        if release := self._chosen_release():
            announcer().attach(release, change_set)

    def _chosen_release(self):
        return self.cleaned_data["disclosure"] == "release" and self.cleaned_data["release"]


class DiscloseForm(DisclosureMixin, SignedForm):
    """Makes a change set public that is not public yet, at once or with a release; it is signed."""

    field_order = ["disclosure", "release", "reason", "password"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offered = self.fields["disclosure"].choices
        self.fields["disclosure"].choices = [c for c in offered if c[0] != "not-yet"]
