"""Moments as people type them: in Hong Kong time."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

HOME = ZoneInfo("Asia/Hong_Kong")
LEAD = timedelta(minutes=1)  # a disclosure is fixed from 30 s before its moment


def moment_shown(at):
    """Return an aware moment in Hong Kong time with UTC beside it."""
    local, world = at.astimezone(HOME), at.astimezone(ZoneInfo("UTC"))
    return gettext("%(local)s Hong Kong time (%(utc)s UTC)") % {
        "local": f"{local:%Y-%m-%d %H:%M}",
        "utc": f"{world:%H:%M}" if world.date() == local.date() else f"{world:%Y-%m-%d %H:%M}",
    }


class FutureMomentField(forms.Field):
    """Reads a local moment such as `2026-11-30T08:00`; the value is aware and ahead, or None."""

    widget = forms.DateTimeInput

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", _("Hong Kong time."))
        attrs = {"type": "datetime-local", "step": 60, "data-moment": ""}
        super().__init__(widget=forms.DateTimeInput(attrs=attrs, format="%Y-%m-%dT%H:%M"), **kwargs)

    def to_python(self, value):
        if not value:
            return None
        try:
            at = datetime.fromisoformat(value).replace(tzinfo=HOME)
        except (TypeError, ValueError) as error:
            raise ValidationError(_("Enter day and time, for example 2026-11-30 08:00.")) from error
        if at < timezone.now() + LEAD:
            raise ValidationError(_("This moment has passed. Choose one that lies ahead."))
        return at
