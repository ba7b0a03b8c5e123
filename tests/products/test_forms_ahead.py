"""What lies ahead, reimbursement, memberships and designations."""

from datetime import date

import pytest

from ledger.enums import ChangeKind
from products.models import (
    ExpectedDecision,
    ListingVersion,
    MembershipVersion,
    ObligationVersion,
    RegulatoryEvent,
)
from tests import factories as make
from tests.products.acting import done, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return make.recorded(make.procedure())


def expected(case, **fields):
    return {"procedure": case.pk, "window": "H2 2026", "start": "2026-01-10"} | fields


def test_an_expected_decision_keeps_its_window(case):
    done("expected-decision", **expected(case, responsible="Regulatory affairs China"))

    row = ExpectedDecision.objects.get()
    assert (row.window, row.procedure) == (make.day("H2 2026"), case)
    assert (row.start, row.responsible) == (make.day("2026-01-10"), "Regulatory affairs China")


def test_a_new_window_amends_the_old_one(case):
    done("expected-decision", **expected(case))

    done("amend", row=ExpectedDecision.objects.get(), start="2026-07-01", window="2027")

    rows = ExpectedDecision.objects.current().order_by("valid")
    assert [(str(row.window.as_stated), row.valid.upper) for row in rows] == [
        ("H2 2026", date(2026, 7, 1)),
        ("2027", None),
    ]


def test_an_expectation_is_given_up(case):
    done("expected-decision", **expected(case))

    change_set = done("end", row=ExpectedDecision.objects.get(), end="2026-07-01")

    assert change_set.kind == ChangeKind.WITHDRAWAL
    assert ExpectedDecision.objects.current().get().valid.upper == date(2026, 7, 1)


def test_nothing_is_expected_of_a_decided_procedure(case):
    make.recorded(make.regulatory_event(kind="refused", procedure=case))

    errors = refused("expected-decision", **expected(case))

    assert errors == {"procedure": ["This procedure is decided: nothing is expected."]}
    done("expected-decision", **expected(case, start="2025-01-10", end="2025-05-29"))


def test_two_expectations_of_one_procedure_are_refused(case):
    done("expected-decision", **expected(case))

    errors = refused("expected-decision", **expected(case, start="2026-03-01"))

    assert "already holds part of this period" in errors["start"][0]


def due(licence, **fields):
    named = {"authorisation": licence.pk, "kind": "renewal", "label": "Renewal (made up)"}
    return named | {"due": "2030-05-28", "start": "2025-05-29"} | fields


def test_an_obligation_falls_due_is_amended_and_met():
    licence = make.authorisation()
    done("obligation", **due(licence))
    later = {"start": "2026-01-01", "due": "2031"}
    done("amend", row=ObligationVersion.objects.get(), **later)

    done("end", row=ObligationVersion.objects.current().get(due_as_stated="2031"), end="2030-12-01")

    rows = ObligationVersion.objects.current().order_by("valid")
    assert [(row.due_as_stated, row.valid.upper) for row in rows] == [
        ("2030-05-28", date(2026, 1, 1)),
        ("2031", date(2030, 12, 1)),
    ]
    assert {row.obligation.label for row in rows} == {"Renewal (made up)"}


def test_adv_23_a_listing_is_for_one_indication():
    first, second = make.approved(texts=["listed", "not listed"])

    done("listing", indication=first.indication_id, scheme="NRDL", category="B", start="2026-01-01")

    rows = ListingVersion.objects.known(day=date(2026, 1, 1))
    assert [(row.listing.indication, row.listing.scheme, row.category) for row in rows] == [
        (first.indication, "NRDL", "B")
    ]
    assert not second.indication.listings.exists()


def test_a_listing_ends():
    listed = make.recorded(make.listing_version())

    done("end", row=listed, end="2027-01-01")

    assert ListingVersion.objects.current().get().valid.upper == date(2027, 1, 1)


def test_a_membership_begins_and_ends():
    whole, member = make.jurisdiction("EU"), make.jurisdiction("GB")
    done("membership", parent=whole.pk, member=member.pk, start="1973-01-01")

    done("end", row=MembershipVersion.objects.get(), end="2021-01-01")

    row = MembershipVersion.objects.current().get()
    assert (row.membership.parent, row.membership.member) == (whole, member)
    assert (row.valid.lower, row.valid.upper) == (date(1973, 1, 1), date(2021, 1, 1))


def test_a_territory_is_no_member_of_itself():
    same = make.jurisdiction("EU").pk

    errors = refused("membership", parent=same, member=same, start="1973-01-01")

    assert errors == {"member": ["A territory is no member of itself."]}


def designated(**fields):
    place = {"product": make.product().pk, "jurisdiction": make.jurisdiction().pk}
    return place | {"kind": "orphan_designation", "date": "2026-03-01"} | fields


def test_a_designation_is_an_event():
    wording = make.approved()[0]

    done(
        "designation", **designated(disease="made-up disease", indications=[wording.indication_id])
    )

    event = RegulatoryEvent.objects.get()
    assert (event.kind, event.disease) == ("orphan_designation", "made-up disease")
    assert event.links.get().indication == wording.indication


def test_an_approval_is_no_designation():
    errors = refused("designation", **designated(kind="initial_approval"))

    assert "Select a valid choice" in errors["kind"][0]
