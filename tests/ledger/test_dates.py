from datetime import date

import pytest
from django.utils import translation

from ledger.dates import ImpreciseDate
from ledger.enums import Precision
from ledger.errors import ImpreciseDateError

READ = [
    ("2025-05-29", "2025-05-29", "2025-05-29", "day"),
    ("29 May 2025", "2025-05-29", "2025-05-29", "day"),
    ("May 29, 2025", "2025-05-29", "2025-05-29", "day"),
    ("Sept. 9 2025", "2025-09-09", "2025-09-09", "day"),
    ("2025年5月29日", "2025-05-29", "2025-05-29", "day"),
    ("2024-02-29", "2024-02-29", "2024-02-29", "day"),
    ("2025-05", "2025-05-01", "2025-05-31", "month"),
    ("  May   2025 ", "2025-05-01", "2025-05-31", "month"),
    ("FEB 2024", "2024-02-01", "2024-02-29", "month"),
    ("2025年9月", "2025-09-01", "2025-09-30", "month"),
    ("Q3 2025", "2025-07-01", "2025-09-30", "quarter"),
    ("2025-Q4", "2025-10-01", "2025-12-31", "quarter"),
    ("2025年第一季度", "2025-01-01", "2025-03-31", "quarter"),
    ("H2 2025", "2025-07-01", "2025-12-31", "half"),
    ("2025年上半年", "2025-01-01", "2025-06-30", "half"),
    ("2025", "2025-01-01", "2025-12-31", "year"),
    ("2025年", "2025-01-01", "2025-12-31", "year"),
    ("2024-12-04/2025-01-20", "2024-12-04", "2025-01-20", "bounded"),
    ("May 2025 / 2025-06-03", "2025-05-01", "2025-06-03", "bounded"),
    ("../2022-07-26", None, "2022-07-26", "bounded"),
    ("2022-07-26/..", "2022-07-26", None, "bounded"),
    ("by 29 April 2024", None, "2024-04-29", "bounded"),
    ("not after April 2024", None, "2024-04-30", "bounded"),
    ("since 2024", "2024-01-01", None, "bounded"),
    ("not before Q3 2025", "2025-07-01", None, "bounded"),
    ("between 1 May 2025 and 3 June 2025", "2025-05-01", "2025-06-03", "bounded"),
]


@pytest.mark.parametrize(("written", "earliest", "latest", "precision"), READ)
def test_parse_reads_what_is_written(written, earliest, latest, precision):
    found = ImpreciseDate.parse(written)

    assert (found.earliest, found.latest, found.precision, found.as_stated) == (
        _day(earliest),
        _day(latest),
        precision,
        " ".join(written.split()),
    )


@pytest.mark.parametrize(
    "written",
    (
        "",
        "soon",
        "May",
        "31 Feb 2025",
        "2025-02-29",
        "2025-13",
        "2025-00-10",
        "2025-5-1",
        "05/06/2025",
        "10000",
        "10000-01-01",
        "1899",
        "2200-01-01",
        "Q5 2025",
        "H3 2025",
        "2025年13月",
        "between 2024 and soon",
        "by by 2024",
        "by " * 5000 + "2024",
        "2025-05-29; DROP TABLE",
        None,
    ),
)
def test_parse_says_how_to_write_what_it_cannot_read(written):
    with pytest.raises(ImpreciseDateError, match=r"Write for example 2025-05-29, 2025-05"):
        ImpreciseDate.parse(written)


@pytest.mark.parametrize("written", ("2025-06/2025-05", "between 2026 and 2025", "../..", "by .."))
def test_parse_refuses_bounds_that_hold_no_day(written):
    with pytest.raises(ImpreciseDateError, match="start, end and precision disagree"):
        ImpreciseDate.parse(written)


def test_an_unreadable_date_is_quoted_in_short():
    with pytest.raises(ImpreciseDateError) as refusal:
        ImpreciseDate.parse("x" * 10_000)

    assert "x" * 80 in str(refusal.value)
    assert "x" * 81 not in str(refusal.value)


@pytest.mark.parametrize(
    ("written", "shown", "machine"),
    (
        ("2025-05-09", "9 May 2025", "2025-05-09"),
        ("2025-05", "May 2025", "2025-05"),
        ("2025-Q1", "first quarter of 2025", ""),
        ("2025-Q2", "second quarter of 2025", ""),
        ("2025-Q3", "third quarter of 2025", ""),
        ("2025-Q4", "fourth quarter of 2025", ""),
        ("2025-H1", "first half of 2025", ""),
        ("2025-H2", "second half of 2025", ""),
        ("2025", "2025", "2025"),
        ("2024-12-04/2025-01-20", "between 4 December 2024 and 20 January 2025", ""),
        ("../2022-07-26", "by 26 July 2022", ""),
        ("2022-07-26/..", "not before 26 July 2022", ""),
    ),
)
def test_a_date_is_shown_no_finer_than_stored(written, shown, machine):
    found = ImpreciseDate.parse(written)

    assert (str(found), found.machine) == (shown, machine)


@pytest.mark.parametrize(
    ("written", "shown"),
    (
        ("2025-05-09", "2025年5月9日"),
        ("May 2025", "2025年5月"),
        ("2025-Q3", "2025年第三季度"),
        ("2025-H1", "2025年上半年"),
        ("2025", "2025年"),
        ("2024-12-04/2025-01-20", "2024年12月4日至2025年1月20日之间"),
        ("../2022-07-26", "不晚于2022年7月26日"),
        ("2022-07-26/..", "不早于2022年7月26日"),
    ),
)
def test_a_date_is_shown_no_finer_in_chinese(written, shown):
    with translation.override("zh-hans"):
        assert str(ImpreciseDate.parse(written)) == shown


@pytest.mark.parametrize(
    ("written", "announced", "latest"),
    (
        ("2025-09", "2025-09-17", "2025-09-17"),
        ("2025-09", "2025-09-30", "2025-09-30"),
        ("2025-09", "2025-10-02", "2025-09-30"),
        ("2025", "2025-03-01", "2025-03-01"),
        ("2025-09-17", "2025-09-17", "2025-09-17"),
        ("2025-09-01/..", "2025-09-15", "2025-09-15"),
        ("../2025-09-15", "2025-09-10", "2025-09-10"),
        ("2025-09", None, "2025-09-30"),
    ),
)
def test_the_announcement_caps_the_latest_day(written, announced, latest):
    stated = ImpreciseDate.parse(written)

    capped = stated.capped(_day(announced))

    assert (capped.earliest, capped.latest, capped.precision) == (
        stated.earliest,
        _day(latest),
        stated.precision,
    )
    if stated.precision != Precision.BOUNDED:
        assert str(capped) == str(stated)


def test_nothing_happens_after_its_announcement():
    with pytest.raises(
        ImpreciseDateError, match=r"“September 2025” is later than its announcement"
    ):
        ImpreciseDate.parse("2025-09").capped(date(2025, 8, 31))


def test_on_is_an_exact_day():
    assert ImpreciseDate.on(date(2024, 2, 29)) == ImpreciseDate.parse("2024-02-29")


def _day(text):
    return date.fromisoformat(text) if text else None
