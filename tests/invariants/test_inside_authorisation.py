"""INV-8: no indication is in force, not even possibly, outside its authorisation."""

import pytest
from django.db import IntegrityError, transaction

from products.errors import IndicationOutlivesAuthorisationError
from tests import factories as make
from tests.invariants.acts import begin, opened

# Periods of the authorisation, the period of the indication, and whether it lies inside.
CASES = (
    ([("granted", "2025-05-29", None)], ("2025-05-29", None), True),
    ([("granted", "2025-05-29", None)], ("2025-05-28", None), False),
    ([("granted", "2025-05-29", None)], ("May 2025", None), False),
    ([("granted", "May 2025", None)], ("2025-05-29", None), True),
    ([("granted", "May 2025", None)], ("May 2025", None), True),
    ([("granted", "May 2025", None)], ("2025", None), False),
    ([("granted", "May 2025", None)], ("by 31 May 2025", None), False),
    ([("granted", "2025-05-29", "2027-01-01")], ("2025-05-29", None), False),
    ([("granted", "2025-05-29", "2027-01-01")], ("2025-05-29", "2027-01-01"), True),
    ([("granted", "2025-05-29", "2027-01-01")], ("2025-05-29", "January 2027"), False),
    ([("granted", "2025-05-29", "January 2027")], ("2025-05-29", "January 2027"), True),
    ([("suspended", "2025-05-29", None)], ("2025-05-29", None), True),
    ([("withdrawn", "2025-05-29", None)], ("2025-05-29", None), False),
    ([("revoked", "2025-05-29", None)], ("2025-05-29", None), False),
    ([("expired", "2025-05-29", None)], ("2025-05-29", None), False),
    ([], ("2025-05-29", None), False),
    (
        [("granted", "2025-05-29", "2026-01-01"), ("suspended", "2026-01-01", None)],
        ("2025-05-29", None),
        True,
    ),
    (
        [("granted", "2025-05-29", "2026-01-01"), ("granted", "2026-01-02", None)],
        ("2025-05-29", None),
        False,
    ),
    (
        [("granted", "2025-05-29", "January 2026"), ("suspended", "January 2026", None)],
        ("2025-05-29", None),
        True,
    ),
    (
        [("granted", "2025-05-29", "2026-01-01"), ("withdrawn", "2026-01-01", None)],
        ("2025-05-29", None),
        False,
    ),
)


def rows(licences, wording):
    licence = make.authorisation(make.product("inv-8"))
    use = make.indication(licence)
    made = [make.authorisation_version(licence, a, b, status=s) for s, a, b in licences]
    return [*made, make.indication_version(use, "made up", *wording)]


def by_hand(opens):
    change_set = begin()
    for row in opens:
        opened(row, change_set)


@pytest.mark.parametrize(("licences", "wording_period", "is_inside"), CASES)
def test_inv_8_at_commit(wording, role, licences, wording_period, is_inside):
    if is_inside:
        with transaction.atomic():
            by_hand(rows(licences, wording_period))
            transaction.set_rollback(True)
    else:
        with pytest.raises(IntegrityError, match="INV-8"), transaction.atomic():
            by_hand(rows(licences, wording_period))


@pytest.mark.parametrize(("licences", "wording_period", "is_inside"), CASES)
def test_inv_8_in_words(db, licences, wording_period, is_inside):
    if is_inside:
        make.recorded(*rows(licences, wording_period))
    else:
        with pytest.raises(IndicationOutlivesAuthorisationError, match="End or move"):
            make.recorded(*rows(licences, wording_period))


def test_inv_8_does_not_borrow_another_authorisation(db):
    make.recorded(make.authorisation_version(make.authorisation(code="US")))

    with pytest.raises(IndicationOutlivesAuthorisationError):
        make.recorded(make.indication_version(make.indication(make.authorisation(code="CN"))))


@pytest.mark.parametrize("count", (1, 5))
def test_inv_8_is_asked_in_one_query(db, django_assert_num_queries, count):
    from ledger.actions import Change
    from products.checks import indications_inside_authorisation

    wordings = make.approved(texts=[f"text {n}" for n in range(count)])
    fresh = list(type(wordings[0]).objects.all())

    with django_assert_num_queries(1):
        indications_inside_authorisation(Change(wordings[0].opened_by, fresh))
