"""Procedures follow their states (domain.md, section 6)."""

import pytest

from ledger.actions import NOW, correct, retract
from ledger.errors import LedgerError
from products import procedures
from products.enums import AuthorityRole, EventKind, ProcedureKind
from products.errors import OpinionWithoutAssessorError, StepDoesNotFollowError
from products.models import Authority, RegulatoryEvent
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return make.recorded(make.procedure())


@pytest.fixture
def assessed():
    Authority.objects.create(
        code="CN-assessor", jurisdiction=make.jurisdiction(), role=AuthorityRole.ASSESSES
    )


def step(case, kind, date, **fields):
    return make.recorded(make.regulatory_event(date=date, kind=kind, procedure=case, **fields))


def state(case):
    return procedures.states_of([case])[case.pk]


def took(case, steps):
    """Record `steps`, one a day from 1 January 2026 on; return the state they lead to."""
    for number, kind in enumerate(steps.split(), start=1):
        step(case, kind, f"2026-01-{number:02}")
    return state(case)


@pytest.mark.parametrize(
    ("steps", "expected"),
    (
        ("", "planned"),
        ("submitted", "submitted"),
        ("submitted filing_accepted under_review", "under-review"),
        ("under_review clock_stopped", "clock-stopped"),
        ("under_review clock_stopped clock_restarted clock_stopped", "clock-stopped"),
        ("clock_stopped clock_restarted", "under-review"),
        ("filing_accepted initial_approval", "approved"),
        ("initial_approval", "approved"),
        ("under_review tentative_approval variation_approved", "approved"),
        ("filing_accepted refused", "refused"),
        ("under_review complete_response submitted filing_accepted", "accepted"),
        ("complete_response filing_accepted renewed", "approved"),
        ("trial_filing_accepted trial_cleared", "approved"),
        ("submitted withdrawn_by_applicant", "withdrawn-by-applicant"),
        ("complete_response withdrawn_by_applicant", "withdrawn-by-applicant"),
        ("filing_accepted priority_review launch", "accepted"),
    ),
)
def test_steps_lead_to_a_state(case, steps, expected):
    assert took(case, steps) == expected


@pytest.mark.parametrize("opinion", ("positive_opinion", "negative_opinion"))
@pytest.mark.parametrize("decision", ("initial_approval", "refused", "withdrawn_by_applicant"))
def test_an_opinion_comes_before_the_decision(case, assessed, opinion, decision):
    assert took(case, f"under_review {opinion}") == opinion.replace("_opinion", "").join(
        ("opinion-", "")
    )
    step(case, decision, "2026-02-01")

    assert len(procedures.next_kinds(case, state(case))) == 0


@pytest.mark.parametrize(
    ("steps", "refused", "named"),
    (
        ("submitted", "submitted", "submitted"),
        ("filing_accepted", "submitted", "accepted for review"),
        ("under_review", "filing_accepted", "under review"),
        ("filing_accepted", "clock_restarted", "accepted for review"),
        ("", "clock_restarted", "planned"),
        ("under_review", "clock_restarted", "under review"),
        ("clock_stopped", "clock_stopped", "review paused"),
        ("clock_stopped", "under_review", "review paused"),
        ("positive_opinion", "under_review", "positive opinion"),
        ("positive_opinion", "clock_stopped", "positive opinion"),
        ("negative_opinion", "positive_opinion", "negative opinion"),
        ("positive_opinion", "complete_response", "positive opinion"),
        ("tentative_approval", "refused", "tentatively approved"),
        ("complete_response", "initial_approval", "answered by a complete response"),
        ("complete_response", "under_review", "answered by a complete response"),
        ("initial_approval", "submitted", "approved"),
        ("initial_approval", "withdrawn_by_applicant", "approved"),
        ("supplemental_indication", "supplemental_indication", "approved"),
        ("refused", "submitted", "refused"),
        ("refused", "initial_approval", "refused"),
        ("withdrawn_by_applicant", "submitted", "withdrawn by the applicant"),
        ("trial_cleared", "trial_filing_accepted", "approved"),
    ),
)
def test_a_step_that_does_not_follow_is_refused(case, assessed, steps, refused, named):
    before = took(case, steps)

    with pytest.raises(StepDoesNotFollowError, match=f"“{named}.*” by then") as caught:
        step(case, refused, "2026-03-01")

    assert caught.value.field == "kind"
    assert state(case) == before


def test_a_refusal_names_what_may_come(case):
    step(case, "tentative_approval", "2026-01-01")

    with pytest.raises(StepDoesNotFollowError) as caught:
        step(case, "complete_response", "2026-02-01")

    assert str(caught.value) == (
        "“Complete response letter” (1 February 2026) does not follow: the procedure is "
        "“tentatively approved” by then. What may come: “Additional indication approved”, "
        "“Application withdrawn”. Two acts on one day take their places 1 and 2 on that day."
    )


def test_an_opinion_needs_an_authority_that_assesses(case):
    with pytest.raises(OpinionWithoutAssessorError, match="In Territory CN no authority assesses"):
        step(case, "positive_opinion", "2026-01-01")

    assert not RegulatoryEvent.objects.exists()


def test_dates_do_not_run_backwards(case):
    step(case, "filing_accepted", "2026-03-01")

    with pytest.raises(StepDoesNotFollowError, match=r"for review” \(1 March 2026\).* ends it"):
        step(case, "initial_approval", "2026-02-01")


def test_a_step_entered_late_takes_its_place(case):
    step(case, "initial_approval", "2026-03-01")
    step(case, "filing_accepted", "May 2025")

    assert state(case) == "approved"


def test_the_order_is_that_of_the_latest_possible_day(case):
    step(case, "filing_accepted", "2026-03-20")

    with pytest.raises(StepDoesNotFollowError):
        step(case, "submitted", "March 2026")
    step(case, "submitted", "2026-03-01/2026-03-20")

    assert state(case) == "accepted"


def test_two_acts_on_one_day_stand_in_their_places(case):
    """BT-5: the letter and the resubmission of the very day."""
    step(case, "complete_response", "2026-03-01", seq_on_day=1)
    step(case, "submitted", "2026-03-01", seq_on_day=2)

    assert state(case) == "submitted"
    assert [event.kind for event in procedures.in_order(RegulatoryEvent.objects.all())] == [
        "complete_response",
        "submitted",
    ]


def test_two_acts_on_one_day_in_the_wrong_places_are_refused(case):
    step(case, "initial_approval", "2026-03-01", seq_on_day=1)

    with pytest.raises(StepDoesNotFollowError):
        step(case, "filing_accepted", "2026-03-01", seq_on_day=2)


def test_a_decision_may_approve_two_things_at_once(case):
    events = [
        make.regulatory_event(date="2026-03-01", kind=kind, procedure=case)
        for kind in (EventKind.INITIAL_APPROVAL, EventKind.NEW_STRENGTH)
    ]

    make.recorded(*events)

    assert state(case) == "approved"


def test_correcting_a_step_keeps_its_place(case):
    accepted = step(case, "filing_accepted", "2026-03-01")
    step(case, "initial_approval", "2026-03-01")
    signed = {"by": make.person(), "reason": "The letter says so", "evidence": make.evidence()}

    correct(accepted, changes={"note": "made up"}, **signed)

    assert state(case) == "approved"
    with pytest.raises(StepDoesNotFollowError):
        correct(
            RegulatoryEvent.objects.current().get(kind="filing_accepted"),
            changes={"date": make.day("2026-03-02")},
            **signed,
        )


def test_retracting_a_step_on_which_another_stands_is_refused(case):
    stop = step(case, "clock_stopped", "2026-01-01")
    step(case, "clock_restarted", "2026-02-01")
    signed = {"by": make.person(), "reason": "It was never stopped", "disclose": NOW}

    with pytest.raises(LedgerError, match="“Review resumed"):
        retract([stop], **signed)


def test_next_kinds_of_an_application(case):
    assert procedures.next_kinds(case, "tentatively-approved") == [
        EventKind.SUPPLEMENTAL_INDICATION,
        EventKind.WITHDRAWN_BY_APPLICANT,
    ]
    assert procedures.OPINIONS[0] not in procedures.next_kinds(case, "under-review")


def test_next_kinds_of_a_trial():
    trial = make.recorded(make.procedure(kind=ProcedureKind.CLINICAL_TRIAL))

    assert procedures.next_kinds(trial, "clock-stopped") == [
        EventKind.CLOCK_RESTARTED,
        EventKind.TENTATIVE_APPROVAL,
        EventKind.TRIAL_CLEARED,
        EventKind.COMPLETE_RESPONSE,
        EventKind.REFUSED,
        EventKind.WITHDRAWN_BY_APPLICANT,
    ]


@pytest.mark.parametrize("count", (1, 3))
def test_states_are_one_query(django_assert_num_queries, count):
    cases = [make.recorded(make.procedure()) for _ in range(count)]
    for case in cases:
        step(case, "submitted", "2026-01-01")

    with django_assert_num_queries(1):
        assert list(procedures.states_of(cases).values()) == ["submitted"] * count
