"""Changes of a wording, of a strength, of indications: one change set each."""

from datetime import date, timedelta

import pytest

from ledger.admin.history import history_rows, with_history
from ledger.enums import ChangeKind
from ledger.forms.registry import OTHER, choices, records
from products.enums import ApprovalBasis, EventKind, LineageKind, ProcedureKind
from products.models import (
    EventIndication,
    ExpectedDecision,
    Indication,
    IndicationVersion,
    Lineage,
    ListingVersion,
    ObligationVersion,
    PresentationVersion,
    RegulatoryEvent,
)
from products.procedures import states_of
from tests import factories as make
from tests.products.acting import concept, done, refused
from tests.staff import signed_in

pytestmark = pytest.mark.django_db
NEW = {"start": "2026-03-01", "text": "new"}


@pytest.fixture
def wording():
    return make.approved(texts=["old"])[0]


def states():
    rows = IndicationVersion.objects.current().order_by("indication__slot", "valid")
    return [(row.text, row.valid.lower.isoformat(), row.valid.upper) for row in rows]


def counted(change_set, *models):
    return [model.objects.filter(opened_by=change_set).count() for model in models]


def test_an_amendment_may_come_without_its_event(wording):
    change_set = done("amend", row=wording, **NEW | {"date_basis": ""})

    assert change_set.kind == ChangeKind.AMENDMENT
    assert states() == [("old", "2025-05-29", date(2026, 3, 1)), ("new", "2026-03-01", None)]
    assert not RegulatoryEvent.objects.exists()


def test_an_amendment_brings_its_event_and_decides_its_procedure(wording):
    case = make.recorded(make.procedure(kind=ProcedureKind.LABEL_CHANGE))
    make.recorded(make.expected_decision(case))

    change_set = done(
        "amend", row=wording, decision="variation_approved", procedure=case.pk, number="V/2", **NEW
    )

    assert counted(
        change_set, IndicationVersion, RegulatoryEvent, EventIndication, ExpectedDecision
    ) == [2, 1, 1, 1]
    event = RegulatoryEvent.objects.get()
    assert (event.kind, event.number, event.date) == (
        "variation_approved",
        "V/2",
        make.day("2026-03-01"),
    )
    assert event.links.get().indication == wording.indication
    assert states_of([case]) == {case.pk: "approved"}


def test_adv_07_two_acts_of_one_day_stand_in_their_places(wording):
    done("amend", row=wording, decision="variation_approved", seq_on_day="1", **NEW)
    first = IndicationVersion.objects.current().get(text="new")

    done(
        "amend", row=first, decision="variation_approved", seq_on_day="2", **NEW | {"text": "last"}
    )

    assert states() == [("old", "2025-05-29", date(2026, 3, 1)), ("last", "2026-03-01", None)]
    assert list(
        wording.indication.events.order_by("seq_on_day").values_list("seq_on_day", flat=True)
    ) == [1, 2]


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    (
        ({"decision": "variation_approved", "date_basis": ""}, "date_basis", "Say what the date"),
        (
            {"decision": "variation_approved", "date_basis": "stated-month"},
            "start",
            "is finer than",
        ),
        ({"decision": "initial_approval"}, "decision", "Select a valid choice"),
        (
            {"decision": "variation_approved", "start": "2025-05-29/2025-06-10"},
            "start",
            "no day is",
        ),
        ({"text": "old", "approval_basis": "not-stated"}, "__all__", "Nothing differs"),
    ),
)
def test_an_amendment_names_the_field_that_is_wrong(wording, fields, field, message):
    assert message in refused("amend", row=wording, **NEW | fields)[field][0]
    assert not RegulatoryEvent.objects.exists()


def test_a_procedure_without_its_decision_is_refused(wording):
    case = make.recorded(make.procedure())

    assert refused("amend", row=wording, procedure=case.pk, **NEW) == {
        "decision": ["Say what was decided in this procedure."]
    }


def test_an_amendment_in_a_procedure_elsewhere_is_refused(wording):
    case = make.recorded(make.procedure(code="US"))

    errors = refused("amend", row=wording, decision="renewed", procedure=case.pk, **NEW)

    assert errors == {"procedure": ["This procedure is about another product or territory."]}


def test_a_month_announced_inside_it_ends_on_that_day(wording):
    month = {"start": "March 2026", "date_basis": "stated-month", "announced_on": "2026-03-17"}

    done("amend", row=wording, decision="variation_approved", **NEW | month)

    assert states()[1] == ("new", "2026-03-17", None)
    assert RegulatoryEvent.objects.get().date.latest == date(2026, 3, 17)


def test_adv_13_conversion_changes_the_basis_only():
    wording = make.indication_version(approval_basis=ApprovalBasis.CONDITIONAL, text="unchanged")
    make.recorded(make.authorisation_version(), wording)

    change_set = done("convert", row=wording, start="2026-03-01", decision="variation_approved")

    rows = IndicationVersion.objects.current().order_by("valid")
    assert [(row.text, row.approval_basis) for row in rows] == [
        ("unchanged", "conditional"),
        ("unchanged", "full"),
    ]
    assert counted(change_set, RegulatoryEvent, EventIndication) == [1, 1]


@pytest.mark.parametrize("basis", ("full", "not-stated"))
def test_what_is_not_conditional_is_not_converted(basis):
    wording = make.indication_version(approval_basis=basis)
    make.recorded(make.authorisation_version(), wording)

    assert "Nothing differs" in refused("convert", row=wording, start="2026-03-01")["__all__"][0]
    assert not any("/convert/" in url for _title, url in acts_of(wording))


@pytest.mark.parametrize("basis", ("conditional", "accelerated", "exceptional"))
def test_conversion_is_offered_where_it_may_come(basis):
    wording = make.indication_version(approval_basis=basis)
    make.recorded(make.authorisation_version(), wording)

    assert [url for _title, url in acts_of(wording) if "/convert/" in url] != []


def acts_of(row):
    [shown] = history_rows(with_history(type(row).objects.filter(pk=row.pk)), may_act=True)
    return shown.acts


def test_adv_05_one_indication_ends_with_its_reimbursement():
    first, second = make.approved(texts=["confirmed", "not confirmed"])
    make.recorded(
        make.listing_version(make.listing(first.indication)),
        make.listing_version(make.listing(second.indication)),
    )

    change_set = done("end", row=second, end="2026-06-01", decision="variation_approved")

    assert states() == [
        ("confirmed", "2025-05-29", None),
        ("not confirmed", "2025-05-29", date(2026, 6, 1)),
    ]
    listed = ListingVersion.objects.current().order_by("listing__indication__slot")
    assert [row.valid.upper for row in listed] == [None, date(2026, 6, 1)]
    licence = first.indication.authorisation.versions.get()
    assert (licence.status, licence.closed_by, licence.end) == ("granted", None, None)
    assert counted(change_set, RegulatoryEvent, EventIndication) == [1, 1]


def test_an_authorisation_ends_with_everything_that_stands_on_it(wording):
    licence = wording.indication.authorisation
    make.recorded(
        make.presentation_version(make.presentation(licence)),
        make.listing_version(make.listing(wording.indication)),
        make.obligation_version(make.obligation(licence)),
    )

    done("end", row=licence.versions.get(), end="2027-01-01", status="withdrawn")

    tables = (IndicationVersion, PresentationVersion, ListingVersion, ObligationVersion)
    ends = [table.objects.current().get().valid.upper for table in tables]
    assert ends == [date(2027, 1, 1)] * 4


def strength(licence, **fields):
    return {"authorisation": licence.pk, "strength": "420 mg", "date": "2026-03-01"} | fields


def test_adv_18_a_new_strength_is_an_event_and_a_presentation(wording):
    case = make.recorded(make.procedure(kind=ProcedureKind.NEW_STRENGTH))
    licence = wording.indication.authorisation

    change_set = done("new-strength", **strength(licence, procedure=case.pk, route="oral"))

    assert counted(
        change_set, RegulatoryEvent, PresentationVersion, IndicationVersion, EventIndication
    ) == [1, 1, 0, 0]
    event = RegulatoryEvent.objects.get()
    assert (event.kind, event.strength) == (EventKind.NEW_STRENGTH, "420 mg")
    assert (event.product, event.authority) == (licence.product, licence.authority)
    row = PresentationVersion.objects.get()
    assert (str(row), row.route, row.dose_form) == ("420 mg", "oral", None)
    assert states() == [("old", "2025-05-29", None)]
    assert states_of([case]) == {case.pk: "approved"}


def test_a_strength_needs_an_authorisation_in_force(wording):
    licence = wording.indication.authorisation
    done("end", row=licence.versions.get(), end="2026-01-01", status="withdrawn")

    errors = refused("new-strength", **strength(licence))

    assert errors == {"authorisation": ["This authorisation is not in force."]}


def test_a_strength_on_the_market_is_not_approved_twice(wording):
    licence = wording.indication.authorisation
    done("new-strength", **strength(licence))

    errors = refused("new-strength", **strength(licence, date="2026-04-01"))

    assert "already holds part of this period" in errors["__all__"][0]


def forked(kind, *earlier, later=1, **fields):
    wordings = [concept(number) for number in range(1, later + 1)]
    names = {"earlier": [wording.indication_id for wording in earlier], "kind": kind}
    return names | {"day": "2026-06-01", "wordings": wordings} | fields


def test_adv_06_a_split_ends_one_indication_and_opens_two(wording):
    case = make.recorded(make.procedure())

    change_set = done("descent", **forked("split-from", wording, later=2, procedure=case.pk))

    assert states() == [
        ("old", "2025-05-29", date(2026, 6, 1)),
        ("wording 1", "2026-06-01", None),
        ("wording 2", "2026-06-01", None),
    ]
    lineages = Lineage.objects.filter(opened_by=change_set).order_by("later__slot")
    assert [(row.earlier, row.later.slot, row.kind, row.procedure) for row in lineages] == [
        (wording.indication, 2, LineageKind.SPLIT_FROM, case),
        (wording.indication, 3, LineageKind.SPLIT_FROM, case),
    ]


def test_adv_06_counts_change_and_the_old_identity_finds_its_history(wording):
    done("descent", **forked("split-from", wording, later=2))

    counts = [
        IndicationVersion.objects.known(day=date(2026, 5, 31) + timedelta(days=days)).count()
        for days in (0, 1)
    ]
    assert counts == [1, 2]
    address = f"/admin/products/indication/{wording.indication_id}/change/"
    sections = signed_in("auditors").get(address).context["sections"]
    descent = sections[-1]["groups"][""][0]
    assert [row.row.later.slot for row in descent] == [2, 3]
    assert sections[0]["count"] == 2


def test_a_merger_ends_two_indications_and_opens_one():
    first, second = make.approved(texts=["adults", "children"])
    make.recorded(make.listing_version(make.listing(second.indication)))

    done("descent", **forked("merged-from", first, second))

    assert states() == [
        ("adults", "2025-05-29", date(2026, 6, 1)),
        ("children", "2025-05-29", date(2026, 6, 1)),
        ("wording 1", "2026-06-01", None),
    ]
    assert {row.earlier for row in Lineage.objects.all()} == {first.indication, second.indication}
    assert ListingVersion.objects.current().get().valid.upper == date(2026, 6, 1)


def test_a_replacement_ends_one_indication_and_opens_one(wording):
    done("descent", **forked("replaces", wording))

    assert Lineage.objects.get().later.origins.get().earlier == wording.indication


@pytest.mark.parametrize(
    ("kind", "before", "after", "message"),
    (
        ("split-from", 1, 1, "A split ends one indication"),
        ("split-from", 2, 2, "A split ends one indication"),
        ("merged-from", 1, 1, "A merger ends at least two"),
        ("merged-from", 2, 2, "A merger ends at least two"),
        ("replaces", 1, 2, "A replacement ends one"),
        ("replaces", 1, 0, "A replacement ends one"),
        ("extends", 1, 1, "Select a valid choice"),
    ),
)
def test_numbers_that_do_not_fit_are_refused(kind, before, after, message):
    earlier = make.approved(texts=["a", "b"])[:before]

    assert message in refused("descent", **forked(kind, *earlier, later=after))["kind"][0]
    assert Indication.objects.count() == 2


def test_indications_of_two_authorisations_do_not_merge(wording):
    other = make.approved(code="US")[0]

    errors = refused("descent", **forked("merged-from", wording, other))

    assert errors["earlier"] == ["Choose indications of one authorisation."]


def test_an_indication_that_has_ended_is_not_split(wording):
    done("end", row=wording, end="2026-01-01", date_basis="")

    errors = refused("descent", **forked("split-from", wording, later=2))

    assert "is not in force any more" in errors["earlier"][0]
    assert Indication.objects.count() == 1


def test_a_lineage_may_be_told_without_ending_anything():
    first, second = make.approved(texts=["all", "some"])

    done("lineage", earlier=first.indication_id, later=second.indication_id, kind="narrows")

    assert str(Lineage.objects.get().get_kind_display()) == "narrows"
    assert [row[2] for row in states()] == [None, None]


def test_an_indication_does_not_come_from_itself(wording):
    same = wording.indication_id

    errors = refused("lineage", earlier=same, later=same, kind="narrows")

    assert errors == {"later": ["Choose two different indications."]}


def test_every_act_is_offered_under_a_purpose_and_explained():
    found = [choice for group in choices().values() for choice in group]

    assert sorted(choice.slug for choice in found if choice.slug) == sorted(records())
    assert [str(choice.title) for choice in found if not choice.explanation] == []
    assert list(choices())[-1] == OTHER
    assert {choice.url for choice in found if not choice.slug} == {
        "/admin/ledger/changeset/",
        "/admin/products/authorisation/",
        "/admin/products/indication/",
        "/admin/products/obligation/",
    }
