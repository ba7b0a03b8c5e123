"""INV-1 to INV-5: what a row of the register may be, and how it comes and ends."""

from datetime import date

import pytest
from django.db import DataError, IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from products.models import IndicationVersion, RegulatoryEvent
from tests import factories as make
from tests.invariants.acts import begin, close, opened, seal


def open_and_close(row, other):
    """Open `row` and close `other` in one change set."""
    change_set = begin()
    opened(row, change_set)
    close(other, change_set)


def enter(row, **fields):
    """Open `row` in a change set of its own, under the bookkeeping given in `fields`."""
    opened(row, begin(), **fields)


def rewrite(row, **fields):
    """Close `row` and change `fields` of it in one statement."""
    for name, value in fields.items():
        setattr(row, name, value)
    row.closed_by = begin()
    row.save()


@pytest.mark.parametrize(
    ("start", "end"),
    (
        ("2025-05-29", None),
        ("2030-01-01", None),
        ("2000-01-01", "2025-05-30"),
        ("2026-01-01", "2026-01-02"),
        ("April 2025", None),
    ),
)
def test_inv_1_one_wording_a_day(wording, role, start, end):
    other = make.indication_version(wording.indication, "other", start, end)

    with pytest.raises(IntegrityError, match="no_overlap"), transaction.atomic():
        enter(other)


def test_inv_1_no_overlap_in_the_past_of_the_ledger(wording, role):
    """What a closed row said is still said: none may be slipped in beside it."""
    with pytest.raises(IntegrityError, match="no_overlap"), transaction.atomic():
        open_and_close(make.indication_version(wording.indication, "other"), wording)


def test_inv_1_allows_adjoining_periods_and_other_identities(wording):
    before = make.indication_version(wording.indication, "before", "2024-01-01", "2025-05-29")
    beside = make.indication_version(make.indication(slot=2), "beside")

    with transaction.atomic():
        change_set = begin()
        opened(before, change_set)
        opened(beside, change_set)
        transaction.set_rollback(True)

    assert before.pk
    assert beside.pk


@pytest.mark.parametrize(
    "valid",
    (
        DateRange(date(2020, 1, 1), date(2020, 1, 1)),
        DateRange(empty=True),
        DateRange(None, date(2020, 1, 1)),
    ),
)
def test_inv_2_a_period_has_a_start_and_a_day(wording, role, valid):
    """Only this rule refuses them: bounds without a day on the other side fit anything."""
    row = make.indication_version(make.indication(slot=3), "other", "by 2020", "since 2021")
    row.from_earliest, row.to_latest = date(2019, 1, 1), date(2022, 1, 1)

    with pytest.raises(IntegrityError, match="valid_not_empty"), transaction.atomic():
        enter(row, valid=valid)


def test_inv_2_a_period_does_not_start_for_ever_ago(wording, role):
    row = make.indication_version(make.indication(slot=3), "other", "by 2020")
    row.from_earliest = date(2019, 1, 1)

    with pytest.raises(IntegrityError, match="valid_not_empty"), transaction.atomic():
        enter(row, valid=DateRange(None, None))


def test_inv_2_a_reversed_period_is_none(wording, role):
    row = make.indication_version(make.indication(slot=3), "other")

    with pytest.raises(DataError, match="less than or equal"), transaction.atomic():
        enter(row, valid=DateRange(date(2020, 1, 2), date(2020, 1, 1)))


@pytest.mark.parametrize(
    ("changes", "rule"),
    (
        ({"from_earliest": date(2025, 5, 30)}, "start_fits"),
        ({"from_earliest": date(2025, 5, 28)}, "start_fits"),
        ({"from_earliest": None}, "start_fits"),
        ({"from_precision": "month"}, "start_fits"),
        ({"from_precision": "hour"}, "start_fits"),
        ({"from_precision": ""}, "start_fits"),
        ({"from_precision": "month", "from_earliest": date(2025, 4, 1)}, "start_fits"),
        ({"to_latest": date(2030, 1, 1)}, "end_fits"),
        ({"to_precision": "day"}, "end_fits"),
        ({"valid": DateRange(date(2025, 5, 29), date(2026, 1, 1))}, "end_fits"),
        (
            {
                "valid": DateRange(date(2025, 5, 29), date(2026, 1, 1)),
                "to_precision": "month",
                "to_latest": date(2026, 2, 1),
            },
            "end_fits",
        ),
        (
            {
                "valid": DateRange(date(2025, 5, 29), date(2026, 1, 2)),
                "to_precision": "bounded",
                "to_latest": date(2026, 1, 1),
            },
            "end_fits",
        ),
    ),
)
def test_inv_3_bounds_match_their_precision(wording, role, changes, rule):
    row = make.indication_version(make.indication(slot=3), "other")

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        enter(row, **changes)


def test_inv_3_holds_for_events_too(wording, role):
    event = make.regulatory_event(date="May 2025")

    with pytest.raises(IntegrityError, match="date_fits"), transaction.atomic():
        enter(event, date_latest=date(2025, 6, 1))


def test_inv_4_no_row_is_opened_and_closed_at_once(wording, role):
    row = make.indication_version(make.indication(slot=3), "other")

    with pytest.raises(IntegrityError, match="closed_after_opened"), transaction.atomic():
        open_and_close(row, row)


@pytest.mark.parametrize("seq", (0, 1, 99))
def test_inv_5_a_row_enters_with_the_running_change_set(wording, role, seq):
    """Backdating the record, ADV-28: neither an old position nor one to come."""
    row = make.indication_version(make.indication(slot=3), "other")

    with pytest.raises(IntegrityError, match="INV-5"), transaction.atomic():
        enter(row, opened_by_id=seq)


def test_inv_5_a_row_does_not_enter_without_a_change_set(wording, role):
    row = make.indication_version(make.indication(slot=3), "other")

    with pytest.raises(IntegrityError, match="INV-5"), transaction.atomic():
        opened(row, wording.opened_by)


def test_inv_5_a_row_does_not_enter_closed(wording, role):
    row = make.indication_version(make.indication(slot=3), "other")

    with pytest.raises(IntegrityError, match="INV-5"), transaction.atomic():
        enter(row, closed_by_id=99)


@pytest.mark.parametrize("seq", (1, 99))
def test_inv_5_only_the_running_change_set_closes(wording, role, seq):
    with transaction.atomic():
        begin()
        with pytest.raises(IntegrityError, match="INV-5"), transaction.atomic():
            close(wording, seq)
        transaction.set_rollback(True)


def test_inv_5_a_row_is_not_closed_without_a_change_set(wording, role):
    with pytest.raises(IntegrityError, match="INV-5"), transaction.atomic():
        close(wording, 1)


def test_inv_5_a_closed_row_stays_closed(wording, role):
    event = RegulatoryEvent.objects.get()
    with transaction.atomic():
        close(event, begin())
        seal()

        for again in (begin(), None):
            with pytest.raises(IntegrityError, match="INV-5"), transaction.atomic():
                close(event, again)
        transaction.set_rollback(True)


def test_inv_5_closing_changes_nothing_else(wording, refused):
    row = IndicationVersion.objects.get(pk=wording.pk)

    with refused("INV-5"):
        rewrite(row, text="slipped in")
