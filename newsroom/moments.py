"""Moments as people type them: in Hong Kong time."""

from datetime import MAXYEAR, MINYEAR, datetime, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

HOME = ZoneInfo("Asia/Hong_Kong")
TYPED = "%Y-%m-%dT%H:%M"
UNREADABLE = _("Enter day and time, for example 2026-11-30 08:00.")
PASSED = _("This moment has passed. Choose one that lies ahead.")
LEAD = timedelta(minutes=1)  # a disclosure is fixed from 30 s before its moment


def moment_shown(at):
    """Return an aware moment in Hong Kong time with UTC beside it."""
    local, world = at.astimezone(HOME), at.astimezone(ZoneInfo("UTC"))
    return gettext("%(local)s Hong Kong time (%(utc)s UTC)") % {
        "local": f"{local:%Y-%m-%d %H:%M}",
        "utc": f"{world:%H:%M}" if world.date() == local.date() else f"{world:%Y-%m-%d %H:%M}",
    }


def has_passed(at):
    """Return whether it is too late to choose `at` (aware)."""
    return at < timezone.now() + LEAD


def ahead(at):
    """Return `at` (aware, or None) while it can still be chosen, else None."""
    return at if at and not has_passed(at) else None


class MomentInput(forms.DateTimeInput):
    """The browser's picker of day and time, which `moments.js` explains with the exchange's word."""

    def __init__(self, attrs=None):
        exchange = reverse_lazy("admin:newsroom_exchangewindow_warning")
        own = {
            "type": "datetime-local",
            "step": 60,
            "data-moment": exchange,
            "data-home": _("Hong Kong"),
        }
        super().__init__(attrs=own | (attrs or {}), format=TYPED)


class MomentField(forms.Field):
    """Reads a local moment such as `2026-11-30T08:00`; the value is aware, or None."""

    widget = MomentInput

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", _("Hong Kong time."))
        super().__init__(**kwargs)

    def prepare_value(self, value):
        return f"{value.astimezone(HOME):{TYPED}}" if isinstance(value, datetime) else value

    def has_changed(self, initial, data):
        """Return whether another minute was typed; seconds are not shown."""
        return not self.disabled and (self.prepare_value(initial) or "") != (data or "")

    def to_python(self, value):
        if not value or isinstance(value, datetime):
            return value or None
        try:
            at = datetime.fromisoformat(value).replace(tzinfo=HOME)
        except (TypeError, ValueError) as error:
            raise ValidationError(UNREADABLE) from error
        if not MINYEAR < at.year < MAXYEAR:  # in another zone it may lie outside the calendar
            raise ValidationError(UNREADABLE)
        return at


class FutureMomentField(MomentField):
    """A moment that lies ahead."""

    def to_python(self, value):
        at = super().to_python(value)
        if at and has_passed(at):
            raise ValidationError(PASSED)
        return at
