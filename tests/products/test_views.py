"""The public product pages through the client: who sees what, in how many queries."""

from datetime import timedelta

import pytest

from tests import factories as make

TOMORROW = timedelta(days=1)


def whole_product(slug="testamab", count=1):
    """Record a product with `count` of everything that its page shows."""
    of = make.product(slug)
    make.recorded(make.product_facts(of))
    texts = [f"{slug} wording {n} (made up)" for n in range(count)]
    for n, code in enumerate(["CN", "US", "EU"][:count]):
        make.approved(slug, code, texts=texts)
        licence = make.authorisation(of, code)
        name = make.trade_name(of, f"{slug} {n} (made up)", code)
        event = make.regulatory_event(of, code=code, authority=make.authority(code))
        make.recorded(
            make.trade_name_version(name),
            make.presentation_version(make.presentation(licence)),
            make.right_version(make.right(of, by=make.organisation(f"partner-{n}"))),
            event,
            make.event_indication(event, make.indication(licence)),
        )
    return of


@pytest.mark.parametrize("count", (1, 3))
def test_product_list_query_count(db, client, django_assert_num_queries, count):
    for n in range(count):
        whole_product(f"testamab-{n}")

    with django_assert_num_queries(1):
        response = client.get("/en/products/")

    cards = [card.name for _area, cards in response.context["areas"] for card in cards]
    assert cards == [f"testamab-{n} 0 (made up)" for n in range(count)]


@pytest.mark.parametrize("count", (1, 3))
def test_product_detail_query_count(db, client, django_assert_num_queries, count):
    whole_product(count=count)

    with django_assert_num_queries(5):
        response = client.get("/en/products/testamab/")

    page = response.context["page"]
    lists = page.approvals, page.presentations, page.rights, page.timeline
    assert [len(rows) for rows in lists] == [count] * 4
    assert [len(use.wordings) for use in page.uses] == [count]


@pytest.mark.parametrize("count", (1, 3))
def test_indication_history_query_count(db, client, django_assert_num_queries, count):
    whole_product(count=count)

    with django_assert_num_queries(2):
        response = client.get("/en/products/testamab/indications/?as_of=2025-09-17")

    assert [len(t.in_force) for t in response.context["page"].territories] == [count] * count
