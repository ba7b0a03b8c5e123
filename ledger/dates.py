"""Dates as fine as their source: parsed from what is written, shown no finer."""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ledger.enums import Precision
from ledger.errors import ImpreciseDateError

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if number}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if number}
MONTHS["sept"] = 9
UNIT_MONTHS = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.HALF: 6, Precision.YEAR: 12}

YEAR = r"(?P<year>[12]\d{3})"
WORD = rf"(?P<word>{'|'.join(MONTHS)})\.?"
DAY = r"(?P<day>\d{1,2})"
SHAPES = [
    (Precision.DAY, rf"{YEAR}-(?P<month>\d\d)-{DAY}"),
    (Precision.DAY, rf"{DAY} {WORD} {YEAR}"),
    (Precision.DAY, rf"{WORD} {DAY},? {YEAR}"),
    (Precision.DAY, rf"{YEAR}年(?P<month>\d{{1,2}})月{DAY}日"),
    (Precision.MONTH, rf"{YEAR}-(?P<month>\d\d)"),
    (Precision.MONTH, rf"{WORD} {YEAR}"),
    (Precision.MONTH, rf"{YEAR}年(?P<month>\d{{1,2}})月"),
    (Precision.QUARTER, rf"{YEAR}[- ]?q(?P<part>[1-4])"),
    (Precision.QUARTER, rf"q(?P<part>[1-4]) {YEAR}"),
    (Precision.QUARTER, rf"{YEAR}年第(?P<part>[一二三四1-4])季度"),
    (Precision.HALF, rf"{YEAR}[- ]?h(?P<part>[12])"),
    (Precision.HALF, rf"h(?P<part>[12]) {YEAR}"),
    (Precision.HALF, rf"{YEAR}年(?P<part>[上下])半年"),
    (Precision.YEAR, rf"{YEAR}年?"),
]
PARTS = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}
INTERVALS = [
    r"(?P<from>[^/]+?) ?/ ?(?P<to>[^/]+)",
    r"between (?P<from>.+) and (?P<to>.+)",
    r"(?:by|not after) (?P<to>.+)",
    r"(?:since|not before) (?P<from>.+)",
]


@dataclass(frozen=True)
class ImpreciseDate:
    """A day known between `earliest` and `latest`, both inclusive; None leaves that side open.

    `precision` is a `Precision`; `as_stated` keeps the source's own words. A month, quarter,
    half or year starts on the first day of its unit; `latest` may be capped inside it by the
    day on which the fact was announced. Raises `ImpreciseDateError` when the parts disagree.
    """

    earliest: date | None
    latest: date | None
    precision: str
    as_stated: str = ""

    def __post_init__(self):
        if not _fits(self.earliest, self.latest, self.precision):
            raise ImpreciseDateError(
                _("“%(text)s” is not a possible date: its start, end and precision disagree.")
                % {"text": self.as_stated or f"{self.earliest} – {self.latest} ({self.precision})"}
            )

    @classmethod
    def on(cls, day):
        """Return the exact `day` (a date)."""
        return cls(day, day, Precision.DAY, day.isoformat())

    @classmethod
    def parse(cls, text):
        """Read what a person or a source wrote: `2025-05-29`, `May 2025`, `2025年9月`, `Q3 2025`,
        `H2 2025`, `2025`, `2024-12-04/2025-01-20`, `../2022-07-26`, `by 29 April 2024`,
        `between 1 May 2025 and 3 June 2025`, `since 2024`.

        Raises `ImpreciseDateError` for anything else, impossible days and years outside
        1900-2199 included.
        """
        written = " ".join(str(text).split())
        if found := _single(written):
            return found
        for shape in INTERVALS:
            if match := re.fullmatch(shape, written.lower()):
                parts = match.groupdict()
                earliest = _bound(parts.get("from"), written, "earliest")
                latest = _bound(parts.get("to"), written, "latest")
                return cls(earliest, latest, Precision.BOUNDED, written)
        raise _unreadable(written)

    def capped(self, latest):
        """Return this date, known to be no later than `latest` (the day it was announced)."""
        if latest is None or (self.latest is not None and self.latest <= latest):
            return self
        if self.earliest is not None and latest < self.earliest:
            raise ImpreciseDateError(
                _("“%(text)s” is later than its announcement on %(day)s.")
                % {"text": self, "day": latest.isoformat()}
            )
        return replace(self, latest=latest)

    def __str__(self):
        shown = {
            Precision.DAY: _day,
            Precision.MONTH: _month,
            Precision.QUARTER: _quarter,
            Precision.HALF: _half,
            Precision.YEAR: _year,
        }.get(self.precision)
        return shown(self.earliest) if shown else _bounds(self.earliest, self.latest)

    @property
    def machine(self):
        """Return the value of `<time datetime>`, or "" where HTML knows no such precision."""
        length = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}.get(self.precision, 0)
        return self.earliest.isoformat()[:length] if length else ""


def _fits(earliest, latest, precision):
    if precision == Precision.BOUNDED:
        return bool(earliest or latest) and (not (earliest and latest) or earliest <= latest)
    if earliest is None or latest is None or latest < earliest:
        return False
    if precision == Precision.DAY:
        return earliest == latest
    months = UNIT_MONTHS.get(precision)
    if not months or earliest.day != 1 or (earliest.month - 1) % months:
        return False
    return latest <= _last_day(earliest, months)


def _last_day(first, months):
    month = first.month + months - 1
    return date(first.year, month, calendar.monthrange(first.year, month)[1])


def _unreadable(written):
    return ImpreciseDateError(
        _(
            "“%(text)s” is not a date that can be read. Write for example 2025-05-29, 2025-05, "
            "2025, Q3 2025, H2 2025, 2024-12-04/2025-01-20 or ../2022-07-26."
        )
        % {"text": written[:80]}
    )


def _single(written):
    for precision, shape in SHAPES:
        if match := re.fullmatch(shape, written.lower()):
            return _unit(precision, match.groupdict(), written)
    return None


def _bound(text, written, side):
    """Return the day that limits an interval on this `side`; None leaves it open."""
    if text is None or text == "..":
        return None
    if not (found := _single(text)):
        raise _unreadable(written)
    return getattr(found, side)


def _unit(precision, parts, written):
    year = int(parts["year"])
    if not 1900 <= year <= 2199:
        raise _unreadable(written)
    month = int(parts.get("month") or 0) or MONTHS.get(parts.get("word"), 0)
    if precision in (Precision.QUARTER, Precision.HALF):
        part = PARTS.get(parts["part"]) or int(parts["part"])
        month = (part - 1) * UNIT_MONTHS[precision] + 1
    try:
        first = date(year, 1 if precision == Precision.YEAR else month, int(parts.get("day") or 1))
    except ValueError as error:
        raise _unreadable(written) from error
    if precision == Precision.DAY:
        return ImpreciseDate(first, first, precision, written)
    return ImpreciseDate(first, _last_day(first, UNIT_MONTHS[precision]), precision, written)


def _day(day):
    return formats.date_format(day, "DATE_FORMAT")


def _month(day):
    return formats.date_format(day, "YEAR_MONTH_FORMAT")


def _year(day):
    return pgettext("a year as a date", "%(year)s") % {"year": day.year}


def _quarter(day):
    return [
        _("first quarter of %(year)s"),
        _("second quarter of %(year)s"),
        _("third quarter of %(year)s"),
        _("fourth quarter of %(year)s"),
    ][(day.month - 1) // 3] % {"year": day.year}


def _half(day):
    halves = [_("first half of %(year)s"), _("second half of %(year)s")]
    return halves[(day.month - 1) // 6] % {"year": day.year}


def _bounds(earliest, latest):
    if earliest is None:
        return _("by %(day)s") % {"day": _day(latest)}
    if latest is None:
        return _("not before %(day)s") % {"day": _day(earliest)}
    return _("between %(first)s and %(last)s") % {"first": _day(earliest), "last": _day(latest)}
