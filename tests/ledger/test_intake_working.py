"""Comparing an intake item by item: what is done stays done, and the ledger is held briefly."""

from datetime import date

import pytest
from django.db import OperationalError, connection

from ledger.committing import hold
from ledger.enums import IntakeOutcome
from ledger.intake import formats, proposing, working
from ledger.intake.formats import Format
from ledger.intake.proposing import is_past
from ledger.intake.working import compare_again, work
from tests import factories as make
from tests.staff import member

TODAY = date(2025, 5, 20)
A, N, U = IntakeOutcome.AGREES, IntakeOutcome.NOT_UNDERSTOOD, IntakeOutcome.UNREAD


class MadeUp(Format):
    """Agrees with one item at a time, and fails with those of the numbers `broken`."""

    key = "made-up"

    def __init__(self):
        self.broken, self.error, self.together = set(), ValueError("made up"), []

    def judge(self, items, proposer):
        self.together.append([item.number for item in items])
        item = items[0]
        item.outcome = A
        item.save()
        hold()
        if item.number in self.broken:
            raise self.error


def is_ledger_free():
    """Whether this session holds no advisory lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks"
            " WHERE locktype = 'advisory' AND objid = 4711 AND pid = pg_backend_pid()"
        )
        return cursor.fetchone() == (0,)


@pytest.fixture
def made_up(monkeypatch):
    found = MadeUp()
    monkeypatch.setitem(formats._formats, found.key, found)
    return found


@pytest.fixture
def author():
    return member("regulatory-reviewers")


def taken(batch="one", count=3):
    intake = make.intake(format="made-up")
    for number in range(1, count + 1):
        make.intake_item(intake, number=number, part="row", batch=batch)
    return intake


def outcomes(intake):
    return list(intake.items.values_list("outcome", flat=True))


def test_an_item_that_fails_keeps_the_others_and_nothing_is_held(
    cloned, made_up, caplog, monkeypatch
):
    free, judge, author = [], working._judge, member("regulatory-reviewers")
    monkeypatch.setattr(
        working, "_judge", lambda *given: (free.append(is_ledger_free()), judge(*given))
    )
    made_up.broken = {2}
    intake = taken()

    assert work(intake, by=author, seconds=60) == 0

    assert outcomes(intake) == [A, N, A]
    [[_column, text]] = intake.items.get(number=2).problems
    assert text == "This could not be compared. Record it by hand; the error was noted."
    assert made_up.together == [[1, 2, 3], [2, 3], [2], [3]]
    assert [record.getMessage() for record in caplog.records] == [
        f"Intake {intake.pk}: a batch could not be compared",
        f"Intake {intake.pk}: item 2 is set aside",
    ]
    assert (free, is_ledger_free()) == ([True] * 4, True)


@pytest.mark.django_db
def test_time_is_looked_at_after_each_item_and_what_is_done_stays(made_up, author):
    intake = taken()

    assert [work(intake, by=author, seconds=0) for _request in range(3)] == [2, 1, 0]
    assert outcomes(intake) == [A, A, A]


@pytest.mark.django_db
def test_a_database_that_fails_sets_nothing_aside(made_up, author):
    made_up.broken, made_up.error = {2}, OperationalError("made up")
    intake = taken()

    with pytest.raises(OperationalError):
        work(intake, by=author, seconds=60)

    assert outcomes(intake) == [A, U, U]


@pytest.mark.django_db
def test_what_was_set_aside_is_compared_again(made_up, author):
    made_up.broken = {1}
    intake = taken(count=1)
    work(intake, by=author)
    made_up.broken = set()

    assert compare_again(intake) == 1
    assert work(intake, by=author) == 0
    assert outcomes(intake) == [A]


@pytest.mark.parametrize(
    ("stated", "late"),
    (
        ("2025-05-19", True),
        ("2025-05-20", False),
        ("19 May 2025", True),
        ("April 2025", True),
        ("2025年4月", True),
        ("May 2025", False),
        ("Q1 2025", True),
        ("Q2 2025", False),
        ("H2 2024", True),
        ("H1 2025", False),
        ("2024", True),
        ("2025", False),
        ("../2025-05-19", True),
        ("since 2020", False),
        ("soonish", False),
        ("", False),
        (None, False),
    ),
)
def test_a_decision_whose_days_are_all_past_is_a_late_entry(monkeypatch, stated, late):
    monkeypatch.setattr(proposing.timezone, "localdate", lambda: TODAY)

    assert is_past(stated) is late
