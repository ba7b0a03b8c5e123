"""“What happened?”: from an occurrence to its form, by way of the record that it is about."""

import pytest
from django.urls import reverse

from henlius.roles import ROLES
from ledger.actions import retract
from ledger.forms.registry import acted_models, choices, records
from products.models import IndicationVersion
from tests import factories as make
from tests.staff import signed_in

pytestmark = pytest.mark.django_db

PROPOSE = reverse("admin:history_propose")
ROWS = reverse("admin:history_propose_rows")


@pytest.fixture
def client():
    return signed_in("regulatory-reviewers")


@pytest.fixture
def wording():
    make.recorded(make.product_facts(inn="testamabine"))
    make.recorded(make.trade_name_version(make.trade_name(name="BRANDAMAB")))
    return make.approved(texts=("for adults",))[0]


def found(client, **asked):
    """Return the rows that are shown, in the order shown."""
    shown = client.get(ROWS, asked).context["found"]
    return [row.row for table in shown for row in table.rows]


def test_every_act_is_offered_by_what_happened(client):
    text = client.get(PROPOSE).content.decode()

    for found_choices in choices().values():
        for choice in found_choices:
            assert (choice.url if choice.slug else f"{ROWS}?of={choice.of}") in text
    slugs = [choice.slug for group in choices().values() for choice in group if choice.slug]
    assert sorted(slugs) == sorted(records())


@pytest.mark.parametrize(
    "words", ("", "adults", "CN", "cn ADULTS", "testamab", "testamabine", "brandamab", "made-up")
)
def test_a_record_is_found_by_product_territory_indication_or_words(client, wording, words):
    make.recorded(make.company_figure())

    assert found(client, of="products_indication", q=words) == [wording]


@pytest.mark.parametrize("words", ("nothing", "adults US", "' OR 1=1", "%", "\x00", "x" * 5000))
def test_what_is_not_there_is_not_found(client, wording, words):
    assert found(client, of="products_indication", q=words) == []


def test_closed_records_are_not_offered(client, wording):
    retract([wording], by=make.person(), reason="It never happened")

    assert found(client, of="products_indication", q="adults") == []


def test_without_words_only_one_table_is_listed(client, wording):
    assert found(client) == found(client, of="no-such-page") == []
    assert found(client, table="products.indicationversion") == [wording]
    assert wording in found(client, q="adults")


@pytest.mark.parametrize("act", ("Correct", "Retract"))
def test_what_was_wrong_is_looked_for_in_every_table(client, wording, act):
    offered = [choice for group in choices().values() for choice in group if choice.title == act]

    assert [wording in found(client, of=choice.of, q="adults") for choice in offered] == [True]


def test_a_record_offers_its_acts(client, wording):
    [table] = client.get(ROWS, {"of": "products_indication"}).context["found"]

    urls = [url for _label, url in table.rows[0].acts]
    label = IndicationVersion._meta.label_lower
    assert urls[0] == reverse("admin:ledger_changeset_act", args=[label, wording.pk, "amend"])


@pytest.mark.parametrize("count", (1, 3))
def test_searching_costs_the_same_however_much_is_found(client, count, django_assert_num_queries):
    make.approved(texts=[f"for adults {number}" for number in range(count)])
    client.get(ROWS)

    with django_assert_num_queries(8):
        assert len(found(client, of="products_indication", q="adults")) == count


def test_every_table_is_searched_with_its_own_names(client, wording):
    for model in acted_models():
        response = client.get(ROWS, {"table": model._meta.label_lower, "q": "testamab"})
        assert response.status_code == 200


@pytest.mark.parametrize("role", sorted({"", "root", *ROLES}))
@pytest.mark.parametrize("address", (PROPOSE, ROWS))
def test_proposing_is_for_regulatory_affairs(role, address):
    allowed = role == "regulatory-reviewers"

    assert signed_in(role).get(address).status_code == (200 if allowed else 403)
