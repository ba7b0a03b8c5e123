import pytest
from django.urls import reverse

from ledger.enums import ChangeKind, Precision
from ledger.models import ChangeSet, Proposal
from products.models import (
    Authorisation,
    AuthorisationVersion,
    EventIndication,
    Indication,
    IndicationTranslation,
    IndicationVersion,
    PresentationVersion,
    RegulatoryEvent,
    TradeNameVersion,
)
from tests import factories as make
from tests.proposing import recorded
from tests.staff import formset, signed_in

pytestmark = pytest.mark.django_db

APPROVAL = reverse("admin:ledger_changeset_record", args=["approval"])
WORDING = {
    "text": "For adults with a made-up disease.",
    "language": "en",
    "wording_kind": "label",
    "approval_basis": "full",
}


@pytest.fixture
def client():
    return signed_in("regulatory-reviewers")


def decision(*wordings, **fields):
    """Return the POST data of an approval with `wordings`."""
    return (
        {
            "product": make.product().pk,
            "jurisdiction": make.jurisdiction().pk,
            "authority": make.authority().pk,
            "kind": "initial_approval",
            "date": "September 2025",
            "date_basis": "stated-month",
            "announced_on": "2025-09-17",
            "entry_kind": "initial",
            "trade_name_language": "en",
            "disclosure": "now",
        }
        | fields
        | formset("wordings", *wordings)
        | formset("citations", {"source": make.source().pk, "stance": "supports"})
    )


def test_first_approval_is_one_change_set(client):
    first = WORDING | {"concept": make.concept().pk}
    second = WORDING | {"new_concept": "Another use", "text": "For others."}

    recorded(client, APPROVAL, decision(first, second, trade_name="TESTAMAB", strength="100 mg"))

    [change_set] = ChangeSet.objects.all()
    tables = (
        AuthorisationVersion,
        TradeNameVersion,
        PresentationVersion,
        RegulatoryEvent,
        IndicationVersion,
        EventIndication,
    )
    assert [t.objects.filter(opened_by=change_set).count() for t in tables] == [1, 1, 1, 1, 2, 2]
    assert list(Indication.objects.values_list("slot", "concept__key")) == [
        (1, "made-up-disease"),
        (2, "another-use"),
    ]


def test_a_month_announced_inside_it_ends_on_that_day(client):
    recorded(client, APPROVAL, decision(WORDING | {"concept": make.concept().pk}))

    start = IndicationVersion.objects.get().start
    assert (start.precision, start.latest.isoformat()) == (Precision.MONTH, "2025-09-17")
    assert RegulatoryEvent.objects.get().date == start


def test_an_additional_indication_takes_the_next_place(client):
    make.approved()
    more = WORDING | {"new_concept": "Another use"}

    recorded(client, APPROVAL, decision(more, kind="supplemental_indication"))

    assert list(Indication.objects.values_list("slot", flat=True)) == [1, 2]
    assert Authorisation.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    (
        ({"kind": "supplemental_indication"}, "kind", "Record the first approval"),
        ({"kind": "new_strength"}, "strength", "Name the new strength"),
        ({"date": "2025-09-15"}, "date", "is finer than"),
        ({"date": "2025-09"}, None, None),
        ({"product": ""}, "product", "This field is required."),
        ({"announced_on": "2025-08-01"}, None, "is later than its announcement"),
        ({"trade_name": "x" * 101}, "trade_name", "at most 100 characters"),
    ),
)
def test_refusals_name_the_field(client, fields, field, message):
    response = client.post(APPROVAL, decision(WORDING | {"concept": make.concept().pk}, **fields))

    if message:
        assert message in str(response.context["form"].errors[field or "__all__"])
    assert Proposal.objects.count() == (0 if message else 1)
    assert (ChangeSet.objects.count(), Authorisation.objects.count()) == (0, 0)


def test_a_second_first_approval_is_refused(client):
    make.approved()

    response = client.post(APPROVAL, decision(WORDING | {"concept": make.concept().pk}))

    assert "holds an authorisation" in str(response.context["form"].errors["kind"])
    assert (ChangeSet.objects.count(), Authorisation.objects.count()) == (1, 1)


def test_a_wording_without_its_use_comes_back(client):
    response = client.post(APPROVAL, decision(WORDING))

    [form] = response.context["form"].formsets["wordings"].forms
    assert form.errors == {"concept": ["Choose the use or name a new one."]}
    assert form["text"].value() == WORDING["text"]


def test_withdrawing_an_authorisation_ends_its_indications(client):
    wording = make.approved()[0]
    state = AuthorisationVersion.objects.get()
    address = reverse(
        "admin:ledger_changeset_act", args=["products.authorisationversion", state.pk, "end"]
    )
    data = {
        "status": "withdrawn",
        "end": "2027-01-01",
        "reason": "The holder gave it back",
        "disclosure": "now",
    } | formset("citations", {"source": make.source().pk})

    recorded(client, address, data)

    assert ChangeSet.objects.latest("seq").kind == ChangeKind.WITHDRAWAL
    states = AuthorisationVersion.objects.current().order_by("valid")
    assert [row.status for row in states] == ["granted", "withdrawn"]
    last = IndicationVersion.objects.current().get(indication=wording.indication)
    assert last.valid.upper.isoformat() == "2027-01-01"


def test_retracting_an_authorisation_with_indications_says_the_way_out(client):
    make.approved()
    state = AuthorisationVersion.objects.get()
    address = reverse(
        "admin:ledger_changeset_act", args=["products.authorisationversion", state.pk, "retract"]
    )
    data = {"reason": "It was never granted", "disclosure": "now"}

    response = client.post(address, data | formset("citations"))

    assert "End or move its indications" in str(response.context["form"].errors["__all__"])


def test_an_overlapping_wording_is_refused(client):
    wording = make.approved()[0]
    data = WORDING | {
        "indication": wording.indication_id,
        "start": "2026-01-01",
        "entry_kind": "initial",
        "disclosure": "now",
    }
    cited = formset("citations", {"source": make.source().pk})

    response = client.post(reverse("admin:ledger_changeset_record", args=["wording"]), data | cited)

    assert "already holds part of this period" in str(response.context["form"].errors["start"])


def test_record_an_event_with_the_indications_concerned(client):
    wording = make.approved()[0]
    data = {
        "product": wording.indication.authorisation.product_id,
        "jurisdiction": make.jurisdiction().pk,
        "kind": "launch",
        "date": "2025-06",
        "date_basis": "stated-month",
        "indications": [wording.indication_id],
        "entry_kind": "initial",
        "disclosure": "not-yet",
    } | formset("citations", {"source": make.source().pk})

    recorded(client, reverse("admin:ledger_changeset_record", args=["event"]), data)

    event = RegulatoryEvent.objects.get()
    assert [link.indication for link in event.links.all()] == [wording.indication]
    assert event.opened_by.disclosure.at is None


@pytest.mark.parametrize("slug", ("event", "procedure"))
def test_an_event_is_about_something(client, slug):
    response = client.post(
        reverse("admin:ledger_changeset_record", args=[slug]), formset("citations")
    )

    assert "Choose a product" in str(response.context["form"].errors["product"])


def test_a_translation_is_tied_to_its_text(client):
    wording = make.approved()[0]
    data = {
        "wording": wording.pk,
        "language": "zh-hans",
        "text": "用于成人",
        "status": "translated",
    }

    client.post(reverse("admin:products_indicationtranslation_add"), data)

    translation = IndicationTranslation.objects.get()
    assert (translation.text, translation.translated_by.username) == (
        "用于成人",
        "regulatory-reviewers-member",
    )
    client.post(reverse("admin:products_indicationtranslation_change", args=[translation.pk]), data)
    assert IndicationTranslation.objects.count() == 1
