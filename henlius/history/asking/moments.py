"""Days, moments and ledger positions as people type them into a question."""

import re
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ledger.dates import ImpreciseDate
from ledger.enums import Precision
from ledger.errors import ImpreciseDateError
from ledger.models import ChangeSet

HOME = ZoneInfo("Asia/Hong_Kong")
POSITION = re.compile(r"[0-9]{1,18}")
YEARS = range(1900, 2200)
DAY_UNREADABLE = _("This is not a day that can be looked up. Enter one such as 2025-09-17.")
MOMENT_UNREADABLE = _(
    "This is not a moment that can be looked up. Enter one such as 2025-09-17 08:00 in Hong Kong "
    "time, 2025-09-17T00:00Z, or a day for its end."
)


class TypedField(forms.CharField):
    """Reads what was typed: `read(text)` returns its value or raises `ValidationError`; nothing is None."""

    def clean(self, value):
        typed = super().clean(value)
        return self.read(typed) if typed else None


class DayField(TypedField):
    """Reads one calendar day, in any notation of the register: 2025-09-17, 17 September 2025."""

    def read(self, typed):
        try:
            read = ImpreciseDate.parse(typed)
        except ImpreciseDateError as error:
            raise ValidationError(DAY_UNREADABLE) from error
        if read.precision != Precision.DAY:
            raise ValidationError(DAY_UNREADABLE)
        return read.earliest


class InstantField(TypedField):
    """Reads an instant, in Hong Kong time unless it names another zone; a day alone is its end."""

    def read(self, typed):
        return read_instant(typed)


class KnownField(TypedField):
    """Reads a ledger position, or an instant; the value is `(seq, instant)`, or None. 1 query."""

    def read(self, typed):
        return _position(typed) if typed.isdigit() else _known_by(read_instant(typed))


def read_instant(typed):
    """Return the aware instant that `typed` means. Raises `ValidationError`."""
    try:
        at = datetime.fromisoformat(typed)
    except ValueError as error:
        raise ValidationError(MOMENT_UNREADABLE) from error
    if at.year not in YEARS:
        raise ValidationError(MOMENT_UNREADABLE)
    if len(typed) <= len("2025-09-17"):
        at = datetime.combine(at, time.max)
    return at if at.tzinfo else at.replace(tzinfo=HOME)


def head():
    """Return the newest `ChangeSet`, or None in an empty register. 1 query."""
    return ChangeSet.objects.order_by("-seq").first()


def _position(typed):
    newest = head()
    if not POSITION.fullmatch(typed) or not newest or not 1 <= int(typed) <= newest.seq:
        reached = newest.seq if newest else 0
        raise ValidationError(
            _(
                "There is no such ledger position: the register counts from 1 and has reached %(seq)s."
            )
            % {"seq": reached}
        )
    found = ChangeSet.objects.get(seq=int(typed))
    return found.seq, found.recorded_at


def _known_by(at):
    if at > timezone.now():
        raise ValidationError(
            _(
                "This moment lies ahead: nobody knows yet what will be known then. Leave it empty for now."
            )
        )
    return ChangeSet.objects.seq_at(at), at
