"""Filings, steps and decisions, each one change set."""

from datetime import date

import pytest

from ledger.enums import ChangeKind, Precision
from ledger.forms.registry import records
from ledger.models import ChangeSet
from products.enums import AuthorisationStatus, EventKind, ProcedureKind
from products.forms.steps import STEPS
from products.models import (
    Authorisation,
    AuthorisationVersion,
    EventIndication,
    ExpectedDecision,
    IndicationVersion,
    PresentationVersion,
    Procedure,
    RegulatoryEvent,
)
from products.procedures import states_of
from tests import factories as make
from tests.products.acting import concept, done, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    """A first application, accepted in January."""
    found = make.recorded(make.procedure(kind=ProcedureKind.INITIAL))
    make.recorded(make.regulatory_event(date="2026-01-10", kind="filing_accepted", procedure=found))
    return found


def filed(**fields):
    place = {"product": make.product().pk, "jurisdiction": make.jurisdiction().pk}
    place["authority"] = make.authority().pk
    return place | {"kind": "initial", "filed_language": "en", "date": "2026-01-10"} | fields


def state(case):
    return states_of([case])[case.pk]


@pytest.mark.parametrize(
    ("kind", "step", "event", "stands"),
    (
        ("initial", "submitted", "submitted", "submitted"),
        ("label-change", "filing_accepted", "filing_accepted", "accepted"),
        ("clinical-trial", "filing_accepted", "trial_filing_accepted", "accepted"),
    ),
)
def test_a_filing_is_a_procedure_and_its_event(kind, step, event, stands):
    change_set = done("filing", **filed(kind=kind, step=step, filed_text="as applied for"))

    case = Procedure.objects.get(opened_by=change_set)
    found = RegulatoryEvent.objects.get(opened_by=change_set)
    assert (found.kind, found.procedure, found.product) == (event, case, case.product)
    assert (case.filed_text, state(case)) == ("as applied for", stands)
    assert not IndicationVersion.objects.exists()


def test_a_filing_announced_within_its_month_ends_on_that_day():
    done(
        "filing",
        **filed(
            step="submitted",
            date="January 2026",
            date_basis="stated-month",
            announced_on="2026-01-17",
        ),
    )

    found = RegulatoryEvent.objects.get().date
    assert (found.precision, found.latest) == (Precision.MONTH, date(2026, 1, 17))


def test_a_filing_is_about_something():
    assert "product" in refused("filing", **filed(step="submitted", product=""))


def test_the_next_steps_are_offered(case):
    form = records()["step"](initial={"procedure": str(case.pk)})

    assert [kind for kind, _label in form.fields["kind"].choices] == [
        "under_review",
        "clock_stopped",
        "tentative_approval",
        "complete_response",
        "refused",
        "withdrawn_by_applicant",
    ]
    assert form.fields["kind"].help_text == "The procedure is “accepted for review”."


@pytest.mark.parametrize("given", ({}, {"procedure": "x"}, {"procedure": "999"}))
def test_every_step_is_offered_before_a_procedure_is_chosen(given):
    form = records()["step"](initial=given)

    assert [kind for kind, _label in form.fields["kind"].choices] == STEPS


def test_a_step_is_one_event(case):
    change_set = done("step", procedure=case.pk, kind="under_review", date="2026-02-01")

    event = RegulatoryEvent.objects.get(opened_by=change_set)
    assert (event.kind, event.procedure, event.authority) == ("under_review", case, case.authority)
    assert state(case) == "under-review"


def test_a_step_that_the_state_forbids_is_refused(case):
    errors = refused("step", procedure=case.pk, kind="clock_restarted", date="2026-02-01")

    assert errors["kind"] == [
        "The procedure is “accepted for review”. What may come: “Review begun”, “Review paused "
        "(clock stopped)”, “Tentative approval, not in force”, “Complete response letter”, "
        "“Application refused”, “Application withdrawn”."
    ]


def test_nothing_follows_a_final_state(case):
    done("step", procedure=case.pk, kind="refused", date="2026-02-01")

    errors = refused("step", procedure=case.pk, kind="submitted", date="2026-03-01")

    assert errors["kind"] == ["The procedure is “refused”. Nothing follows it."]


def test_a_step_dated_before_the_last_one_is_refused(case):
    errors = refused("step", procedure=case.pk, kind="refused", date="2026-01-09")

    assert "does not follow" in errors["kind"][0]
    assert ChangeSet.objects.count() == 2


def test_a_closed_procedure_is_not_chosen(case):
    done("retract", row=RegulatoryEvent.objects.get())
    done("retract", row=case)

    assert "procedure" in refused("step", procedure=case.pk, kind="refused", date="2026-02-01")


def decision(case, **fields):
    fields = {"outcome": "approved", "date": "2026-05-01", "trade_name_language": "en"} | fields
    return {"procedure": case.pk, "wordings": []} | fields


def test_an_approval_brings_everything_in_one_change_set(case):
    make.recorded(make.expected_decision(case, window="H1 2026", start="2026-01-10"))

    change_set = done(
        "decision", **decision(case, wordings=[concept(1), concept(2)], strength="100 mg")
    )

    tables = {
        AuthorisationVersion: 1,
        IndicationVersion: 2,
        PresentationVersion: 1,
        RegulatoryEvent: 1,
        EventIndication: 2,
        ExpectedDecision: 1,
    }
    assert {t: t.objects.filter(opened_by=change_set).count() for t in tables} == tables
    event = RegulatoryEvent.objects.get(opened_by=change_set)
    assert (event.kind, event.procedure) == (EventKind.INITIAL_APPROVAL, case)
    assert state(case) == "approved"
    assert AuthorisationVersion.objects.get().status == AuthorisationStatus.GRANTED
    assert ExpectedDecision.objects.current().get().valid.upper == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("kind", "event"),
    (
        ("new-indication", "supplemental_indication"),
        ("new-strength", "new_strength"),
        ("label-change", "variation_approved"),
        ("line-extension", "variation_approved"),
        ("other-variation", "variation_approved"),
        ("renewal", "renewed"),
        ("transfer", "transferred"),
        ("withdrawal", "variation_approved"),
    ),
)
def test_an_approval_is_named_after_its_procedure(kind, event):
    make.approved()
    case = make.recorded(make.procedure(kind=kind))
    wordings = [concept()] if kind == "new-indication" else []
    strength = "100 mg" if kind == "new-strength" else ""

    done("decision", **decision(case, wordings=wordings, strength=strength))

    assert RegulatoryEvent.objects.get().kind == event
    assert Authorisation.objects.count() == 1


def test_a_trial_is_cleared_without_an_authorisation():
    case = make.recorded(make.procedure(kind="clinical-trial"))

    done("decision", **decision(case))

    assert RegulatoryEvent.objects.get().kind == EventKind.TRIAL_CLEARED
    assert not Authorisation.objects.exists()


@pytest.mark.parametrize(
    ("outcome", "stands"),
    (
        ("refused", "refused"),
        ("complete_response", "complete-response"),
        ("tentative_approval", "tentatively-approved"),
        ("withdrawn_by_applicant", "withdrawn-by-applicant"),
    ),
)
def test_adv_17_what_is_not_approved_opens_nothing(case, outcome, stands):
    done("decision", **decision(case, outcome=outcome))

    assert state(case) == stands
    assert not Authorisation.objects.exists()
    assert not IndicationVersion.objects.exists()


@pytest.mark.parametrize(
    "brought", ({"wordings": [concept]}, {"strength": "1 mg"}, {"trade_name": "TESTA"})
)
def test_adv_17_what_is_not_approved_brings_no_wording(case, brought):
    if "wordings" in brought:
        brought = {"wordings": [concept()]}

    errors = refused("decision", **decision(case, outcome="refused", **brought))

    assert errors["outcome"] == [
        "Only an approval brings wordings, strengths or names. Leave them empty."
    ]


def test_an_asset_is_approved_as_a_product_only():
    asset = make.procedure(kind="initial", asset_code="X-001")
    asset.product = None
    case = make.recorded(asset)

    errors = refused("decision", **decision(case, wordings=[concept()]))

    assert "is no product yet" in errors["procedure"][0]


def test_a_decided_procedure_is_not_decided_again(case):
    done("decision", **decision(case, outcome="refused"))

    errors = refused("decision", **decision(case, wordings=[concept()], date="2026-06-01"))

    assert "“refused” by then, which ends it" in errors["__all__"][0]
    assert not Authorisation.objects.exists()


def test_an_approval_may_name_its_procedure_or_none(case):
    place = {"product": case.product_id, "jurisdiction": case.jurisdiction_id}
    fields = place | {"authority": case.authority_id, "kind": "initial_approval"}
    done("approval", **fields, **decision(case, wordings=[concept()]))

    assert state(case) == "approved"


def test_an_approval_elsewhere_does_not_decide_the_procedure(case):
    fields = {"product": case.product_id, "kind": "initial_approval"} | {
        "jurisdiction": make.jurisdiction("US").pk,
        "authority": make.authority("US").pk,
    }

    errors = refused("approval", **fields, **decision(case, wordings=[concept()]))

    assert errors == {"procedure": ["This procedure is about another product or territory."]}


@pytest.mark.parametrize(
    ("start", "decided", "until"),
    (
        ("2026-01-10", "2026-05-01", (date(2026, 5, 1), date(2026, 5, 1), "day")),
        ("2026-05-01", "2026-05-01", (date(2026, 5, 2), date(2026, 5, 2), "bounded")),
        ("2026-05-10", "May 2026", (date(2026, 5, 11), date(2026, 5, 31), "bounded")),
        ("May 2026", "May 2026", (date(2026, 6, 1), date(2026, 6, 1), "bounded")),
    ),
)
def test_an_expectation_ends_with_the_decision(case, start, decided, until):
    make.recorded(make.expected_decision(case, window="H2 2026", start=start))
    basis = "stated-month" if decided.startswith("May") else "decision"

    done("step", procedure=case.pk, kind="refused", date=decided, date_basis=basis)

    end = ExpectedDecision.objects.current().get().end
    assert (end.earliest, end.latest, end.precision) == until


def test_a_review_ends_no_expectation(case):
    make.recorded(make.expected_decision(case, start="2026-01-10"))

    done("step", procedure=case.pk, kind="under_review", date="2026-05-01")

    assert ExpectedDecision.objects.get().end is None


def test_a_late_entry_says_so(case):
    change_set = done(
        "step", procedure=case.pk, kind="refused", date="2026-02-01", entry_kind="late-entry"
    )

    assert change_set.kind == ChangeKind.LATE_ENTRY
