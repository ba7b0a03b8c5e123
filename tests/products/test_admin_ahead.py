"""The staff's pages of procedures, obligations, reimbursement and memberships."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.products.acting import done
from tests.staff import signed_in

pytestmark = pytest.mark.django_db
QUERIES = {"procedure": 10, "obligation": 9, "listing": 10, "membership": 9}


@pytest.fixture
def client():
    return signed_in("auditors")


def changelist(name):
    return reverse(f"admin:products_{name}_changelist")


def sections(client, row):
    address = reverse(f"admin:products_{row._meta.model_name}_change", args=[row.pk])
    return {str(s["title"]): s["count"] for s in client.get(address).context["sections"]}


def world(*numbers):
    for number in numbers:
        licence = make.authorisation(make.product(f"drug-{number}"))
        wording = make.indication_version(make.indication(licence))
        case = make.procedure(make.product(f"drug-{number}"))
        make.recorded(
            make.authorisation_version(licence),
            wording,
            case,
            make.obligation_version(make.obligation(licence)),
            make.listing_version(make.listing(wording.indication)),
            make.membership_version(make.membership("EU", f"T{number}")),
        )
        make.recorded(make.regulatory_event(kind="submitted", procedure=case))


@pytest.mark.parametrize("name", QUERIES)
def test_a_list_costs_the_same_for_one_and_three(client, django_assert_num_queries, name):
    world(0)
    client.get(changelist(name))
    with django_assert_num_queries(QUERIES[name]):
        client.get(changelist(name))
    world(1, 2)

    with django_assert_num_queries(QUERIES[name]):
        response = client.get(changelist(name))

    assert response.context["cl"].result_count == 3


def test_a_procedure_says_where_it_stands(client):
    case = make.recorded(make.procedure())
    make.recorded(make.regulatory_event(kind="clock_stopped", procedure=case))

    response = client.get(changelist("procedure"))

    assert response.context["cl"].model_admin.state(response.context["cl"].result_list[0]) == (
        "review paused (clock stopped)"
    )


def test_a_procedure_leads_to_its_next_step_and_its_decision():
    case = make.recorded(make.procedure())
    make.recorded(make.expected_decision(case))
    make.recorded(make.regulatory_event(kind="submitted", procedure=case))
    make.recorded(make.regulatory_event(kind="refused", procedure=case))
    client = signed_in("regulatory-reviewers")

    found = client.get(reverse("admin:products_procedure_change", args=[case.pk]))

    assert [(s["count"], s["record_url"] or "") for s in found.context["sections"]] == [
        (1, ""),
        (1, f"/admin/ledger/changeset/record/step/?procedure={case.pk}"),
        (1, f"/admin/ledger/changeset/record/decision/?procedure={case.pk}"),
        (1, f"/admin/ledger/changeset/record/expected-decision/?procedure={case.pk}"),
    ]


def test_a_form_offers_the_procedures_that_the_register_holds():
    gone, held = (make.recorded(make.procedure(number=n)) for n in ("gone", "held"))
    done("retract", row=gone)
    asked = {"app_label": "products", "model_name": "regulatoryevent", "field_name": "procedure"}
    client = signed_in("regulatory-reviewers")

    found = client.get(reverse("admin:autocomplete"), asked | {"term": "testamab"}).json()

    assert [row["id"] for row in found["results"]] == [str(held.pk)]
    listed = client.get(changelist("procedure"), {"q": "testamab", "held": "all"})
    assert listed.context["cl"].result_count == 2


def test_an_authorisation_shows_its_obligations(client):
    licence = make.authorisation()
    make.recorded(make.obligation_version(make.obligation(licence)))

    assert sections(client, licence)["Renewals and obligations"] == 1


def test_an_indication_shows_reimbursement_and_descent(client):
    first, second = make.approved(texts=["a", "b"])
    make.recorded(
        make.listing_version(make.listing(first.indication)),
        make.lineage(first.indication, second.indication),
    )

    counts = list(sections(client, first.indication).values())
    assert counts == [1, 1, 1]
    assert list(sections(client, second.indication).values()) == [1, 0, 1]


@pytest.mark.parametrize(
    "make_version",
    (make.obligation_version, make.listing_version, make.membership_version),
)
def test_the_page_of_an_identity_shows_its_states(client, make_version):
    row = make.recorded(make_version())

    assert list(sections(client, getattr(row, row.identity)).values()) == [1]
