"""Publication windows of the exchange in Hong Kong time, and CL-19 in words."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from newsroom.assembly import Finding
from newsroom.exchange import exchange_findings, is_business_day, window_warning, windows_on
from newsroom.models import ExchangeHoliday, ExchangeWindow
from newsroom.moments import HOME
from tests.factories import newsroom as made

pytestmark = pytest.mark.django_db

BUSINESS = ["06:00–08:30", "12:00–12:30", "16:30–23:00"]
EVE = ["18:00–20:00"]
HOLIDAYS = {date(2026, 12, 25): "Christmas", date(2027, 1, 1): "New Year", date(2026, 10, 1): "Day"}


@pytest.fixture(autouse=True)
def holidays(db):
    ExchangeHoliday.objects.bulk_create(
        ExchangeHoliday(day=day, name=name) for day, name in HOLIDAYS.items()
    )


def hours(day):
    return [f"{window.opens:%H:%M}–{window.closes:%H:%M}" for window in windows_on(day)]


def local(text):
    return datetime.fromisoformat(text).replace(tzinfo=HOME)


@pytest.mark.parametrize(
    ("day", "is_business", "windows"),
    (
        ("2026-11-30", True, BUSINESS),  # Monday
        ("2026-12-04", True, BUSINESS),  # Friday
        ("2026-12-05", False, []),  # Saturday
        ("2026-12-06", False, EVE),  # Sunday before a business day
        ("2026-09-30", True, BUSINESS),  # Wednesday before a holiday
        ("2026-10-01", False, EVE),  # a holiday on Thursday, Friday is a business day
        ("2026-12-24", True, BUSINESS),  # the eve of a holiday that is a business day
        ("2026-12-25", False, []),  # a holiday on Friday, before Saturday
        ("2026-12-27", False, EVE),  # Sunday after it
        ("2026-12-31", True, BUSINESS),  # the last day of the year, before a holiday
        ("2027-01-01", False, []),  # the first one, a holiday on Friday
        ("2027-01-03", False, EVE),  # the Sunday after it
    ),
)
def test_days_and_their_windows(day, is_business, windows):
    day = date.fromisoformat(day)

    assert is_business_day(day) is is_business
    assert hours(day) == windows


def test_sunday_before_a_holiday_has_no_window():
    ExchangeHoliday.objects.create(day=date(2026, 11, 30), name="Made up")

    assert hours(date(2026, 11, 29)) == []
    assert hours(date(2026, 11, 30)) == EVE


@pytest.mark.parametrize(
    ("at", "is_inside"),
    (
        ("2026-11-30T05:59", False),
        ("2026-11-30T06:00", True),
        ("2026-11-30T08:29", True),
        ("2026-11-30T08:30", False),
        ("2026-11-30T11:59", False),
        ("2026-11-30T12:00", True),
        ("2026-11-30T12:30", False),
        ("2026-11-30T16:29", False),
        ("2026-11-30T16:30", True),
        ("2026-11-30T22:59", True),
        ("2026-11-30T23:00", False),
        ("2026-12-05T18:30", False),
        ("2026-12-06T07:00", False),
        ("2026-12-06T17:59", False),
        ("2026-12-06T18:00", True),
        ("2026-12-06T20:00", False),
        ("2026-12-25T18:30", False),
        ("2027-01-03T19:59", True),
    ),
)
def test_moments_inside_and_outside(at, is_inside):
    assert (window_warning(local(at)) == "") is is_inside


def test_the_day_is_that_of_hong_kong():
    sunday_in_london = datetime(2026, 11, 29, 22, 30, tzinfo=UTC)  # Monday 06:30 in Hong Kong

    assert window_warning(sunday_in_london) == ""


@pytest.mark.parametrize(
    ("at", "words"),
    (
        (
            "2026-11-30T09:00",
            "Outside the publication windows of the exchange, which matters if this release is "
            "price-sensitive. On Monday, 2026-11-30 they are 06:00–08:30, 12:00–12:30, "
            "16:30–23:00, Hong Kong time.",
        ),
        (
            "2026-12-06T09:00",
            "Outside the publication windows of the exchange, which matters if this release is "
            "price-sensitive. On Sunday, 2026-12-06 they are 18:00–20:00, Hong Kong time.",
        ),
        (
            "2026-12-05T09:00",
            "The exchange publishes no announcements on Saturday, 2026-12-05, which matters if "
            "this release is price-sensitive.",
        ),
    ),
)
def test_warning_says_which_windows_the_day_has(at, words):
    with translation.override("en"):
        assert window_warning(local(at)) == words


def test_windows_are_data():
    ExchangeWindow.objects.filter(day="business", opens="12:00").update(closes="13:00")

    assert window_warning(local("2026-11-30T12:45")) == ""


@pytest.mark.parametrize("count", (1, 3))
def test_warning_takes_two_queries(count, django_assert_num_queries):
    ExchangeHoliday.objects.bulk_create(
        ExchangeHoliday(day=date(2026, 6, number + 1), name="Made up") for number in range(count)
    )
    for number in range(count):
        ExchangeWindow.objects.create(day="eve", opens=f"0{number}:00", closes=f"0{number}:30")

    with django_assert_num_queries(2):
        window_warning(local("2026-11-30T09:00"))


@pytest.fixture
def sensitive():
    return made.release(is_price_sensitive=True)


MISSING = "This release is price-sensitive: enter when it is announced at the exchange."
IN_WINDOW, OUTSIDE = local("2026-11-30T08:00"), local("2026-12-05T09:00")
EARLY = (
    "This release is price-sensitive: it cannot be public before its announcement at the exchange, "
    "2026-11-30 08:01 Hong Kong time (00:01 UTC). Choose a later moment."
)


@pytest.mark.parametrize(("is_publishing", "level"), ((False, "warning"), (True, "error")))
def test_cl_19_announcement_is_entered_before_publishing(sensitive, is_publishing, level):
    found = exchange_findings(sensitive, IN_WINDOW, is_publishing=is_publishing)

    assert found == [Finding(level, MISSING)]


@pytest.mark.parametrize("is_publishing", (False, True))
def test_cl_19_release_is_not_public_before_its_announcement(sensitive, is_publishing):
    sensitive.exchange_announced_at = IN_WINDOW + timedelta(minutes=1)

    with translation.override("en"):
        found = exchange_findings(sensitive, IN_WINDOW, is_publishing=is_publishing)

    assert found == [Finding("error", EARLY)]


def test_cl_19_release_may_be_public_with_its_announcement(sensitive):
    sensitive.exchange_announced_at = IN_WINDOW

    assert exchange_findings(sensitive, IN_WINDOW, is_publishing=True) == []


def test_windows_are_a_warning_and_no_more(sensitive):
    sensitive.exchange_announced_at = IN_WINDOW

    found = exchange_findings(sensitive, OUTSIDE, is_publishing=True)

    assert found == [Finding("warning", window_warning(OUTSIDE))]


def test_moment_that_is_not_decided_is_not_judged(sensitive):
    sensitive.exchange_announced_at = timezone.now() + timedelta(days=1)

    assert exchange_findings(sensitive) == []
    assert exchange_findings(sensitive, is_publishing=True)[0].level == "error"


def test_other_releases_are_not_judged(django_assert_num_queries):
    release = made.release()

    with django_assert_num_queries(0):
        assert exchange_findings(release, OUTSIDE, is_publishing=True) == []
