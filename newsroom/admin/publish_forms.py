"""What publishers fill in: when, and in an emergency why without signatures."""

from django import forms
from django.utils.translation import gettext_lazy as _

from newsroom.admin.review_forms import REASON, PasswordField
from newsroom.moments import FutureMomentField, ahead


class PublishForm(forms.Form):
    """Now, or at a moment that lies ahead; `seen` is the newest edition that was looked at, if any."""

    when = forms.ChoiceField(
        label=_("When"),
        choices=[("now", _("Now")), ("at", _("At a moment that lies ahead"))],
        widget=forms.RadioSelect,
    )
    at = FutureMomentField(label=_("Moment"), required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self):
        data = super().clean()
        if data.get("when") == "at" and "at" in data and not data["at"]:
            self.add_error("at", _("Say when the release becomes public."))
        if data.get("when") == "now":
            data["at"] = None
            self.errors.pop("at", None)
        return data


class EmergencyForm(PublishForm):
    """Publishing what nobody signed: on purpose, with a reason that stays on record."""

    reason = forms.CharField(
        label=_("Why it cannot wait for signatures"),
        min_length=10,
        max_length=2000,
        widget=REASON,
        help_text=_("In at least 10 characters. It stays on record, and a second person reads it."),
    )
    is_meant = forms.BooleanField(
        label=_("I publish this without the signatures that it needs."),
        error_messages={"required": _("Confirm that you mean it.")},
    )
    password = PasswordField()


def planned(release, edition):
    """Return what the form begins with: the planned moment while it lies ahead, else now."""
    at = ahead(release.planned_at)
    return {"when": "at" if at else "now", "at": at, "seen": edition and edition.pk}
