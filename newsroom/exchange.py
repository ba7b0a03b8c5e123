"""The Stock Exchange of Hong Kong: when it publishes, and that it is told first (CL-19)."""

from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ledger.phrases import in_line, listed
from newsroom.assembly import Finding
from newsroom.enums import ExchangeDay
from newsroom.models import ExchangeHoliday, ExchangeWindow
from newsroom.moments import HOME, moment_shown

ONE_DAY = timedelta(days=1)
SATURDAY = 5


def is_business_day(day) -> bool:
    """Tell whether the exchange does business on `day` (date, in Hong Kong). 1 query."""
    return _is_business(day, _holidays(day))


def windows_on(day) -> list[ExchangeWindow]:
    """Return the publication windows of `day` (date, in Hong Kong), in order; 2 queries.

    A day without business has some only before a day with it: announcements then wait for the
    opening.
    """
    holidays = _holidays(day, day + ONE_DAY)
    kind = ExchangeDay.BUSINESS
    if not _is_business(day, holidays):
        kind = ExchangeDay.EVE if _is_business(day + ONE_DAY, holidays) else None
    return [window for window in ExchangeWindow.objects.all() if window.day == kind]


def window_warning(at) -> str:
    """Say that the exchange publishes nothing at `at` (aware), and when it does that day; else "".

    Windows are half-open: at 08:30 sharp the first one is over. 2 queries.
    """
    local = at.astimezone(HOME)
    windows = windows_on(local.date())
    if any(window.opens <= local.time() < window.closes for window in windows):
        return ""
    day = in_line(date_format(local, "l"), date_format(local, "Y-m-d"))
    if not windows:
        return _(
            "The exchange publishes no announcements on %(day)s, "
            "which matters if this release is price-sensitive."
        ) % {"day": day}
    hours = listed(f"{window.opens:%H:%M}–{window.closes:%H:%M}" for window in windows)
    return _(
        "Outside the publication windows of the exchange, which matters if this release is "
        "price-sensitive. On %(day)s they are %(hours)s, Hong Kong time."
    ) % {"day": day, "hours": hours}


def exchange_findings(release, at=None, *, is_publishing=False) -> list[Finding]:
    """Return what stands between a price-sensitive `release` and being public at `at` (CL-19).

    `at` is aware; None means this instant when publishing, and not decided yet while writing.
    A missing announcement is an error only when publishing, a moment before it always. 2 queries
    at most, none for a release that is not price-sensitive.
    """
    if not release.is_price_sensitive:
        return []
    if at is None and is_publishing:
        at = timezone.now()
    found = [*_announcement(release, at, "error" if is_publishing else "warning")]
    if at and (warning := window_warning(at)):
        found.append(Finding("warning", warning))
    return found


def _announcement(release, at, level):
    announced_at = release.exchange_announced_at
    if announced_at is None:
        yield Finding(
            level,
            _("This release is price-sensitive: enter when it is announced at the exchange."),
        )
    elif at and at < announced_at:
        message = _(
            "This release is price-sensitive: it cannot be public before its announcement at the "
            "exchange, %(at)s. Choose a later moment."
        )
        yield Finding("error", message % {"at": moment_shown(announced_at)})


def _holidays(*days):
    return set(ExchangeHoliday.objects.filter(day__in=days).values_list("day", flat=True))


def _is_business(day, holidays):
    return day.weekday() < SATURDAY and day not in holidays
