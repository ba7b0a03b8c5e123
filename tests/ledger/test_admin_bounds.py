"""No page of the register shows a whole table: the first rows, and how many there are."""

import pytest
from django.urls import reverse

from ledger.actions import retract
from ledger.admin import evidence, filters, history
from ledger.touching import tables_touched
from products.models import AuthorisationVersion, IndicationVersion
from tests import factories as make
from tests.staff import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return signed_in("regulatory-reviewers")


@pytest.fixture
def wordings():
    """Three wordings of one product, recorded by one change set."""
    return make.approved(texts=("first", "second", "third"))


def test_tables_that_a_change_set_touches_are_counted(wordings, django_assert_num_queries):
    change_set = wordings[0].opened_by

    with django_assert_num_queries(1):
        touched = tables_touched(change_set)

    assert touched[IndicationVersion] == (3, 0)
    assert all(any(counts) for counts in touched.values())


def test_closed_rows_count_for_the_change_set_that_closed_them(wordings):
    retraction = retract(
        wordings[:1], by=make.person(), reason="It never happened", evidence=make.evidence()
    )

    assert tables_touched(retraction) == {IndicationVersion: (0, 1)}


def test_change_set_shows_the_first_rows_of_a_table(client, wordings, monkeypatch):
    monkeypatch.setattr(evidence, "MOST", 2)
    seq = wordings[0].opened_by_id

    response = client.get(reverse("admin:ledger_changeset_change", args=[seq]))

    touched = {name: opened for name, opened, _closed in response.context["touched"]}
    rows, count = touched[IndicationVersion._meta.verbose_name_plural]
    assert [row.row.text for row in rows] == ["first", "second"]
    assert count == 3
    assert "The first 2 of 3 are shown." in response.text


def test_product_shows_the_first_rows_of_a_section(client, wordings, monkeypatch):
    monkeypatch.setattr(history, "MOST", 2)
    product = wordings[0].indication.authorisation.product

    response = client.get(reverse("admin:products_product_change", args=[product.pk]))

    sections = {str(s["title"]): s for s in response.context["sections"]}
    assert (
        sections["Approved indications"]["shown"],
        sections["Approved indications"]["count"],
    ) == (2, 3)
    assert "first" in response.text
    assert "third" not in response.text
    assert sections["Authorisations"]["count"] == AuthorisationVersion.objects.count() == 1


def test_list_offers_a_filter_while_there_are_few(client, wordings, monkeypatch):
    monkeypatch.setattr(filters, "MOST", 2)
    make.product("another-drug")
    address = reverse("admin:products_indication_changelist")
    choice = "?authorisation__product__id__exact="

    few = client.get(address).text
    make.product("a-third-drug")
    many = client.get(address).text

    assert choice in few
    assert choice not in many


@pytest.mark.parametrize("count", (1, 3))
def test_suggested_indications_cost_the_same(client, django_assert_num_queries, count):
    for number in range(count):
        make.approved(f"drug-{number}")
    names = {"app_label": "products", "model_name": "eventindication", "field_name": "indication"}
    client.get(reverse("admin:autocomplete"), names)

    with django_assert_num_queries(7):
        response = client.get(reverse("admin:autocomplete"), names)

    assert len(response.json()["results"]) == count
