"""A form field for dates that are only as fine as their source."""

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ledger.dates import ImpreciseDate
from ledger.errors import ImpreciseDateError

MAX_LENGTH = 200  # of the columns *_as_stated


class ImpreciseDateField(forms.Field):
    """Reads a date as its source writes it; the value is an `ImpreciseDate` or None.

    Text that equals the initial date's keeps that date, whose bounds may be closer than its
    words: “September 2025” announced on the 17th ends on the 17th.
    """

    widget = AdminTextInputWidget
    default_help = _(
        "As finely as the source says it, never finer: 2025-05-29, May 2025, Q3 2025, H2 2025, "
        "2025, 2025-05-01/2025-05-17, ../2022-07-26."
    )

    def __init__(self, *, help_text=None, **kwargs):
        super().__init__(help_text=help_text or self.default_help, **kwargs)

    def widget_attrs(self, widget):
        return {"autocomplete": "off", "maxlength": MAX_LENGTH}

    def prepare_value(self, value):
        return written(value) if isinstance(value, ImpreciseDate) else value

    def to_python(self, value):
        text = (value or "").strip()
        if not text:
            return None
        if isinstance(self.initial, ImpreciseDate) and text == written(self.initial):
            return self.initial
        if len(text) > MAX_LENGTH:
            raise ValidationError(_("A date takes at most %d characters.") % MAX_LENGTH)
        try:
            return ImpreciseDate.parse(text)
        except ImpreciseDateError as error:
            raise ValidationError(str(error)) from error

    def has_changed(self, initial, data):
        return self.prepare_value(initial or "") != (data or "").strip()


def written(date):
    """Return the text of an `ImpreciseDate` for an input: as stated, else its bounds."""
    return date.as_stated or f"{date.earliest or '..'}/{date.latest or '..'}"
