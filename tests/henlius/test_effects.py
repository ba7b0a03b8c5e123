"""Which living pages a change is said to touch, for every table of the register."""

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from ledger import effects
from ledger.actions import NOT_YET
from ledger.models import Recorded
from ledger.touching import recorded_models
from pipeline.effects import IN_PIPELINE
from pipeline.models import Asset
from products.effects import ON_PAGE
from products.models import Product
from tests import factories as make
from tests.proposing import proposed
from tests.staff import formset, signed_in

WOULD = "Public page: it would change"


def end_of(model: type[Model], path):
    """Return the model at the end of a lookup."""
    for name in path.split("__"):
        model = model._meta.get_field(name).related_model
    return model


def told(*rows):
    """Return `{address: names in it}` of the living pages that recording `rows` touches."""
    found = effects.touched(make.recorded(*rows).opened_by, rows, [])
    assert {one.what for one in found} <= {WOULD}
    return {one.url: one.details for one in found}


def test_every_table_of_the_register_says_where_it_is_shown():
    assert effects.unknown(recorded_models()) == []


def test_a_table_that_nobody_speaks_of_is_named():
    class Unheard(Recorded):
        class Meta:
            app_label = "tests_unheard"
            abstract = True
            verbose_name_plural = "unheard facts"

    assert effects.unknown([Unheard, *recorded_models()]) == ["unheard facts"]


@pytest.mark.parametrize(("start", "paths"), ((Product, ON_PAGE), (Asset, IN_PIPELINE)))
def test_each_path_leads_to_its_table(start, paths):
    try:
        found = {model: {end_of(start, path) for path in paths[model]} for model in paths}
    except FieldDoesNotExist as wrong:
        pytest.fail(str(wrong))

    assert found == {model: {model} for model in paths}


def test_a_name_of_an_authority_stands_on_the_pages_of_what_it_decided(db):
    licence = make.authorisation()
    inspected = make.product("inspected")
    event = make.recorded(make.regulatory_event(inspected, authority=licence.authority))
    event_page = event.product.get_absolute_url()
    make.product("elsewhere")

    assert told(make.authority_name(licence.authority)) == {
        event_page: (),
        licence.product.get_absolute_url(): (),
    }


def test_an_authorisation_stands_on_its_pages_and_on_the_cards(db):
    row = make.authorisation_version()
    product = row.authorisation.product
    page = product.get_absolute_url()

    assert told(row) == {
        page: (),
        f"{page}indications/": (),
        "/en/products/": (str(product),),
        "/en/": (str(product),),
    }


def test_an_expectation_leads_from_its_procedure_to_the_medicine(db):
    case = make.recorded(make.procedure())

    assert told(make.expected_decision(case)) == {case.product.get_absolute_url(): ()}


def test_a_stage_stands_in_the_pipeline_and_is_counted_at_home(db):
    row = make.programme_stage()
    code = row.programme.asset.code

    assert told(row) == {"/en/pipeline/": (code,), "/en/": (code,)}


def test_what_only_the_staff_reads_touches_no_page(db):
    case = make.procedure(asset_code="X-000")
    case.product = None
    make.recorded(case)

    assert told(make.company_figure()) == told(make.membership_version()) == {}
    assert told(make.listing_version()) == told(make.expected_decision(case)) == {}
    assert told(make.milestone()) == told(make.trial()) == {}


@pytest.mark.parametrize("count", (1, 3))
def test_queries_do_not_follow_the_rows(db, count, django_assert_num_queries):
    rows = [make.trade_name_version(make.trade_name(name=f"N{n}")) for n in range(count)]
    change_set = make.recorded(*rows, disclose=NOT_YET).opened_by
    assert change_set.disclosure.at is None

    with django_assert_num_queries(7):
        effects.touched(change_set, rows, [])


def test_the_page_of_a_proposal_says_when_pages_are_not_known(db, monkeypatch):
    figure = make.recorded(make.company_figure())
    client = signed_in("regulatory-reviewers")
    data = {"reason": "It was never stated", "disclosure": "now"} | formset("citations")
    address = f"/admin/ledger/changeset/act/products.companyfigure/{figure.pk}/retract/"
    proposal = proposed(client, address, data)
    page = f"/admin/ledger/proposal/{proposal.pk}/change/"
    none, unknown = "No page and no release shows any of it.", "Not known which pages show it"

    first = client.get(page).content.decode()
    monkeypatch.setattr(effects, "_known", set())
    second = client.get(page).content.decode()

    assert (none in first, unknown in first) == (True, False)
    assert (none in second, unknown in second) == (False, True)
    assert "company figures" in second
