"""The two indications of domain.md, section 4: seven rows by five acts, at their own times."""

from datetime import UTC, date, datetime
from functools import partial

import pytest

from ledger.models import ChangeSet
from products.models import IndicationVersion
from tests.invariants import worked_table
from tests.ledger.rows import rows_of


@pytest.fixture
def world(told, shared):
    return told


@pytest.fixture(scope="module")
def told(own_database):
    return worked_table.told()


def in_force(day_written, **moment):
    """Return {slot: (text, certainty)} for a day, as known at a seq."""
    rows = IndicationVersion.objects.known(day=date.fromisoformat(day_written), **moment)
    found = rows.values_list("indication__slot", "text", "certainty")
    return {slot: (text, certainty) for slot, text, certainty in found}


def known_at(*moment):
    return ChangeSet.objects.seq_at(datetime(*moment, tzinfo=UTC))


F, A = 1, 2
CERTAIN, POSSIBLE = "certain", "possible"


def test_the_rows_are_those_of_the_table(world):
    f, a = world

    assert rows_of(f) == [
        ("patients", "2025-05-31", None, "2025-05-01", None, 1, 3),
        ("adult patients", "2025-05-31", None, "2025-05-01", None, 3, 4),
        ("adult patients", "2025-05-31", "2026-03-01", "2025-05-01", "2026-03-01", 4, None),
        ("narrowed", "2026-03-01", None, "2026-03-01", None, 4, 5),
        ("narrowed", "2026-03-01", "2027-01-01", "2026-03-01", "2027-01-01", 5, None),
    ]
    assert rows_of(a) == [
        ("AI wording", "2025-09-15", None, "2025-09-01", None, 2, 5),
        ("AI wording", "2025-09-15", "2027-01-01", "2025-09-01", "2027-01-01", 5, None),
    ]


def test_the_acts_are_those_of_the_table(world):
    acts = ChangeSet.objects.order_by("seq").values_list("seq", "recorded_at", "kind")

    at = partial(datetime, tzinfo=UTC)
    assert list(acts) == [
        (1, at(2025, 6, 3, 6), "initial"),
        (2, at(2025, 9, 16, 2, 10), "late-entry"),
        (3, at(2025, 9, 18, 3), "correction"),
        (4, at(2026, 3, 2, 1), "amendment"),
        (5, at(2027, 1, 5, 1), "withdrawal"),
    ]


def test_what_was_believed_when_the_release_went_out(world):
    assert in_force("2025-09-17", seq=2) == {F: ("patients", CERTAIN), A: ("AI wording", CERTAIN)}


def test_the_same_day_as_known_today(world):
    assert in_force("2025-09-17") == {F: ("adult patients", CERTAIN), A: ("AI wording", CERTAIN)}


def test_a_day_inside_the_month_of_approval_is_possible(world):
    assert in_force("2025-05-15") == {F: ("adult patients", POSSIBLE)}


def test_a_day_before_it_is_not(world):
    assert in_force("2025-04-30") == {}


def test_a_day_to_come_as_known_before_the_amendment(world):
    assert known_at(2026, 2, 15) == 3
    assert in_force("2026-03-01", seq=known_at(2026, 2, 15)) == {
        F: ("adult patients", CERTAIN),
        A: ("AI wording", CERTAIN),
    }


def test_the_same_day_as_known_after_it(world):
    assert in_force("2026-03-01", seq=known_at(2026, 3, 2, 1))[F] == ("narrowed", CERTAIN)
    assert in_force("2026-02-28")[F] == ("adult patients", CERTAIN)


def test_the_day_of_the_withdrawal(world):
    assert in_force("2027-01-01", seq=4) == {F: ("narrowed", CERTAIN), A: ("AI wording", CERTAIN)}
    assert in_force("2027-01-01") == {}
    assert in_force("2026-12-31") == {F: ("narrowed", CERTAIN), A: ("AI wording", CERTAIN)}


def test_a_late_entry_is_unknown_before_it(world):
    """The notice of 15 September was recorded the day after."""
    assert A not in in_force("2025-09-15", seq=known_at(2025, 9, 16, 2, 9))
    assert A in in_force("2025-09-15", seq=known_at(2025, 9, 16, 2, 10))


def test_every_answer_has_its_evidence(world):
    rows = IndicationVersion.objects.known(day=date(2025, 9, 17)).with_evidence()

    assert [c.source.key for row in rows for c in row.opened_by.citations.all()] == ["letter"] * 2
