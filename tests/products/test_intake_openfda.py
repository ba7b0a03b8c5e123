"""Submissions of openFDA become proposals of approvals and events (ADV-12: TA is never approved)."""

import pytest

from ledger.enums import IntakeOutcome
from ledger.intake.making import take_in
from ledger.intake.working import work
from ledger.models import ChangeSet, Proposal
from tests import factories as make
from tests.intake_files import stored
from tests.staff import member

pytestmark = pytest.mark.django_db
P, A, D, N = (
    IntakeOutcome.PROPOSED,
    IntakeOutcome.AGREES,
    IntakeOutcome.DIFFERS,
    IntakeOutcome.NOT_UNDERSTOOD,
)


@pytest.fixture
def author():
    return member("regulatory-reviewers")


@pytest.fixture
def product():
    make.authority("US")
    return make.product()


def taken(author):
    intake, _is_new = take_in(stored("drugsfda.json"), by=author)
    assert work(intake, by=author, seconds=60) == 0
    return list(intake.items.all())


def test_submissions_are_proposed_as_what_they_mean(product, author):
    items = taken(author)

    proposed = [
        (item.number, item.proposal.act, item.proposal.data["kind"], item.proposal.data["date"])
        for item in items
        if item.outcome == P
    ]
    assert proposed == [
        (1, "approval", ["initial_approval"], ["2025-05-29"]),
        (2, "event", ["supplemental_indication"], ["2025-11-13"]),
        (3, "event", ["variation_approved"], ["2025-12-01"]),
        (4, "event", ["tentative_approval"], ["2025-12-02"]),
    ]
    assert not ChangeSet.objects.exists()


def test_what_is_not_understood_is_listed_item_by_item(product, author):
    items = taken(author)

    assert [(item.number, item.problems) for item in items if item.outcome == N] == [
        (5, [["date", "“2025-12-03” is not a day as YYYYMMDD."]]),
        (
            6,
            [
                [
                    "class",
                    "Class “–” does not say what was approved. "
                    "Record the event by hand if it matters.",
                ]
            ],
        ),
        (7, [["status", "Status “XX” is neither AP (approved) nor TA (tentatively approved)."]]),
        (
            8,
            [
                [
                    "brand",
                    "“UNKNOWNIB” is no product of the register. "
                    "Add it, or its trade name in the US, first.",
                ]
            ],
        ),
        (9, [["application", "Result 3 is no application with submissions."]]),
    ]


def test_what_the_register_knows_agrees_or_differs(product, author):
    make.recorded(
        make.authorisation_version(make.authorisation(code="US"), start="2025-05-28"),
        make.regulatory_event(code="US", date="2025-11-13", kind="supplemental_indication"),
        make.regulatory_event(code="US", date="2025-12-01", kind="new_strength"),
        make.regulatory_event(
            code="US", date="2025-12-01", kind="tentative_approval", number="BLA000001 SUPPL-4"
        ),
    )

    first, second, third, fourth, *_rest = taken(author)

    assert [each.outcome for each in (first, second, third, fourth)] == [D, A, D, D]
    assert first.differences == [
        ["decided", "2025-05-28", "2025-05-29"],
        ["application", "", "BLA000001"],
    ]
    assert (first.proposal.label, first.proposal.act) == (
        "products.authorisationversion",
        "correct",
    )
    assert third.differences == [["kind", "New strength approved", "Variation approved"]]
    assert third.proposal is None
    assert fourth.differences == [["decided", "2025-12-01", "2025-12-02"]]
    assert Proposal.objects.count() == 2


def test_an_application_is_found_by_the_number_of_its_licence(author):
    make.authority("US")
    make.recorded(
        make.authorisation_version(
            make.authorisation(make.product("otheramab"), "US"),
            number="BLA000002",
            start="2024-01-01",
        )
    )

    items = taken(author)

    assert (items[7].outcome, items[7].about.split(",")[0]) == (A, "OTHERAMAB (made up)")
