"""What the tables of intake refuse, whoever writes into them."""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from ledger.models import Intake
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_the_same_bytes_are_taken_in_once_for_a_day():
    make.intake()
    make.intake(day="2026-01-01")

    for day in (None, "2026-01-01"):
        with pytest.raises(IntegrityError, match="ledger_intake_once"), transaction.atomic():
            make.intake(day=day)


def test_an_outcome_is_one_that_is_known():
    with (
        pytest.raises(IntegrityError, match="ledger_intakeitem_outcome_known"),
        transaction.atomic(),
    ):
        make.intake_item(outcome="made-up")


@pytest.mark.parametrize(
    "change", (lambda rows: rows.update(name="other.csv"), lambda rows: rows.delete())
)
def test_what_was_taken_in_is_neither_changed_nor_removed(change):
    make.intake()

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        change(Intake.objects.all())
