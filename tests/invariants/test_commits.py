"""INV-7, INV-9, INV-13 with real commits in a database of their own."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from ledger.models import ChangeSet, Disclosure, Seal
from products.models import CompanyFigure
from tests import factories as make
from tests.invariants.acts import begin, close, opened, set_clock


def test_inv_7_a_rollback_leaves_no_gap(cloned):
    for is_kept in (True, False, True, False, True):
        with transaction.atomic():
            begin()
            transaction.set_rollback(not is_kept)

    assert list(ChangeSet.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2, 3]


@pytest.mark.parametrize("then", ("2025-06-03 06:00+00", "1999-01-01+00"))
def test_inv_7_time_goes_on_though_the_clock_does_not(cloned, then):
    for moment in ("2025-06-03 06:00+00", then):
        set_clock(moment)
        with transaction.atomic():
            begin()

    first, second = ChangeSet.objects.order_by("seq").values_list("recorded_at", flat=True)

    assert first == datetime(2025, 6, 3, 6, tzinfo=UTC)
    assert second - first == timedelta(microseconds=1)


def test_inv_9_a_commit_seals(cloned):
    with transaction.atomic():
        change_set = begin()

    assert [seal.change_set_id for seal in Seal.objects.all()] == [change_set.seq]


@pytest.mark.parametrize(
    ("opener", "closer"),
    ((None, timedelta()), (None, timedelta(days=1)), (timedelta(days=2), timedelta(days=1))),
)
def test_inv_13_what_closes_a_row_is_not_public_before_it(cloned, opener, closer):
    figure = make.company_figure()
    disclosed(opener, opens=figure)

    with pytest.raises(IntegrityError, match="INV-13"):
        disclosed(closer, closes=figure)

    assert CompanyFigure.objects.get().closed_by_id is None


def test_inv_13_without_a_disclosure_a_change_set_stays_internal(cloned):
    figure = make.company_figure()
    with transaction.atomic():
        opened(figure, begin())

    with pytest.raises(IntegrityError, match="a disclosure is written with its change set"):
        Disclosure.objects.create(change_set=figure.opened_by, at=timezone.now() + timedelta(1))

    assert not CompanyFigure.objects.public(timezone.now() + timedelta(days=9999)).exists()


@transaction.atomic
def disclosed(after, *, opens=None, closes=None):
    """Open or close by hand, public `after` the recording, or never."""
    change_set = begin()
    if opens:
        opened(opens, change_set)
    if closes:
        close(closes, change_set)
    at = None if after is None else change_set.recorded_at + after
    Disclosure.objects.create(change_set=change_set, at=at)
