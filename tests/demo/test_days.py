from datetime import date

import pytest

from henlius.demo.days import after, by, date_of, seen_on
from ledger.dates import ImpreciseDate


@pytest.mark.parametrize(
    ("row", "shown", "latest"),
    (
        ({"date": "2025-02-05", "date_basis": "announced"}, "5 February 2025", "2025-02-05"),
        (
            {"date": "2025-09", "date_basis": "stated-month", "announced": "2025-09-17"},
            "September 2025",
            "2025-09-17",
        ),
        ({"date": "2021", "date_basis": "stated-year"}, "2021", "2021-12-31"),
        (
            {"date": None, "date_basis": "range", "not_after": "2022-07-26"},
            "by 26 July 2022",
            "2022-07-26",
        ),
        (
            {"date": "2025-09-02", "date_basis": "announced", "not_after": "2025-09-01"},
            "by 1 September 2025",
            "2025-09-01",
        ),
    ),
)
def test_date_is_as_fine_as_its_row(row, shown, latest):
    found = date_of(row)

    assert (str(found), found.latest) == (shown, date.fromisoformat(latest))


def test_turn_without_an_earliest_day_comes_after_the_start():
    start = ImpreciseDate.parse("2024-10")

    turn = after(start, by("2025-09-01"))

    assert (turn.earliest, turn.latest) == (date(2024, 11, 1), date(2025, 9, 1))


def test_turn_that_is_later_anyway_stays_as_it_is():
    start, turn = ImpreciseDate.parse("2025-02-02"), ImpreciseDate.parse("2025-11-13")

    assert after(start, turn) is turn


def test_row_without_a_day_was_seen_on_that_of_its_earliest_source():
    assert seen_on({"source": ["prn-futu", "seed"]}) == date(2025, 9, 5)
    assert seen_on({"source": ["ex-hlx87"]}) == date(2026, 6, 25)
