"""Lists and the start page take as many queries for three records as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from newsroom.models import Release
from tests import factories as make
from tests.staff import ROLES, signed_in

pytestmark = pytest.mark.django_db

LISTS = (
    "ledger_changeset",
    "ledger_sourcedocument",
    "products_product",
    "products_authorisation",
    "products_indication",
    "products_indicationtranslation",
    "products_tradename",
    "products_right",
    "products_regulatoryevent",
    "products_procedure",
    "products_companyfigure",
    "products_organisation",
    "products_indicationconcept",
    "products_authority",
    "products_jurisdiction",
    "pipeline_asset",
    "pipeline_programme",
    "newsroom_release",
    "newsroom_edition",
    "newsroom_impact",
)


def world(number):
    """Record one of everything, distinct from that of another `number`."""
    slug, code = f"testamab-{number}", ("CN", "US", "GB")[number]
    wording = make.approved(slug, code)[0]
    product = make.product(slug)
    programme = make.programme(make.asset(f"X-{number}"), f"programme-{number}", code)
    organisation = make.organisation(f"party-{number}")
    event = make.regulatory_event(product, code=code)
    make.recorded(
        event,
        make.event_indication(event, wording.indication),
        make.procedure(product, code),
        make.product_facts(product),
        make.company_figure(product=product),
        make.trade_name_version(make.trade_name(product, f"NAME {number}", code)),
        make.right_version(make.right(product, by=organisation)),
        make.asset_facts(programme.asset),
        make.programme_stage(programme),
        evidence=make.evidence(f"letter-{number}"),
    )
    make.indication_translation(wording)
    Release.objects.create(slug=slug, kind="notice", title_en=slug, required_languages=["en"])


def queries(client, address):
    client.get(address)  # what a process learns once is not counted
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_lists_have_constant_query_counts():
    client = signed_in("regulatory-reviewers")
    addresses = [reverse(f"admin:{name}_changelist") for name in LISTS]
    world(0)
    one = {address: queries(client, address) for address in addresses}
    world(1)
    world(2)

    assert {address: queries(client, address) for address in addresses} == one


@pytest.mark.parametrize("role", ROLES)
def test_start_page_has_a_constant_query_count(role):
    client = signed_in(role)
    world(0)
    one = queries(client, "/admin/")
    world(1)
    world(2)

    assert queries(client, "/admin/") == one


def test_a_products_page_has_a_constant_query_count():
    client = signed_in("regulatory-reviewers")
    world(0)
    product = make.product("testamab-0")
    address = reverse("admin:products_product_change", args=[product.pk])
    one = queries(client, address)
    for number in range(3):
        event = make.regulatory_event(product, date=f"2026-0{number + 1}-01")
        make.recorded(event, evidence=make.evidence(f"letter-{number}", "report"))

    assert queries(client, address) == one
