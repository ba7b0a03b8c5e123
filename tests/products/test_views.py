"""The public product pages through the client: who sees what, in how many queries."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict
from django.utils.html import escape
from pytest_django.asserts import assertContains, assertNotContains

from products.requests import DayAsked
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


@pytest.mark.parametrize(
    "query",
    (
        "as_of=",
        "as_of=2025-02-31",
        "as_of=10000-01-01",
        "as_of=0000-01-01",
        "as_of=1899-12-31",
        "as_of=2200-01-01",
        "as_of=20250917",
        "as_of=2025-W38-3",
        "as_of=2025-9-17",
        "as_of=２０２５-09-17",
        "as_of=%202025-09-17",
        "as_of=2025-09-17%00",
        "as_of=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "as_of=" + "9" * 4000,
        "as_of=2025-09-17&as_of=2025-09-18",
    ),
)
@pytest.mark.parametrize("path", ("/en/products/testamab/indications/", "/en/pipeline/"))
def test_day_that_cannot_be_read_is_refused_at_its_field(db, client, path, query):
    whole_product()
    typed = QueryDict(query).getlist("as_of")[-1]

    response = client.get(f"{path}?{query}")

    assert response.status_code == 400
    assertContains(response, f'value="{escape(typed)}"', status_code=400)
    assertContains(response, 'aria-describedby="as-of-error"', status_code=400, count=1)
    assertContains(response, 'id="as-of-error"', status_code=400, count=1)
    assertNotContains(response, "<section", status_code=400)
    assertNotContains(response, "<script>", status_code=400)


def test_day_asked_survives_a_change_of_language(db, client):
    whole_product()

    response = client.get("/en/products/testamab/indications/?as_of=2025-09-17&utm_source=x")

    urls = [alternate["url"] for alternate in response.context["alternates"]]
    assert urls == [
        "/en/products/testamab/indications/?as_of=2025-09-17",
        "/zh-hans/products/testamab/indications/?as_of=2025-09-17",
    ]


def test_day_before_the_register_is_said_not_to_be_recorded(db, client):
    whole_product()

    response = client.get("/en/products/testamab/indications/?as_of=2025-05-28")

    assertContains(response, "Nothing is recorded here for 28 May 2025")
    assertContains(response, "begins: 29 May 2025")
    assertNotContains(response, "indication-list")


AHEAD = "is still to come: this is what the register holds today for that day"


@pytest.mark.parametrize("path", ("/en/products/testamab/indications/", "/en/pipeline/"))
def test_day_ahead_is_said_to_rest_on_what_is_recorded_today(db, client, path):
    whole_product()

    response = client.get(f"{path}?as_of=2099-01-01")

    assertContains(response, f"1 January 2099 {AHEAD}")
    assertContains(response, "ecorded today for 1 January 2099</h2>")
    assertNotContains(response, "certain for this day")


@pytest.mark.parametrize(("days", "is_ahead"), ((0, False), (1, True)))
def test_day_ahead_begins_after_today_in_hong_kong(days, is_ahead):
    day = datetime.now(ZoneInfo("Asia/Hong_Kong")).date() + timedelta(days)

    assert DayAsked(day=day).is_ahead is is_ahead


def test_text_with_markup_is_shown_as_text(db, client):
    script = "<script>alert(1)</script>"
    of = make.product(areas=[script])
    make.recorded(make.product_facts(of, inn=script, target=script, modality=script))
    make.recorded(make.trade_name_version(make.trade_name(of, script)))
    wordings = make.approved(texts=[script])
    make.indication_translation(wordings[0], text=script)

    for path in ("", "testamab/", "testamab/indications/"):
        page = client.get(f"/zh-hans/products/{path}").content.decode()

        assert script not in page
        assert escape(script) in page


def test_wording_keeps_its_bytes(db, client):
    """ADV-35: stored text is shown as it is, whatever it looks like."""
    text = "（HER2）\u00a0receptor2 α/β TNF-α®\u3000second line"
    make.recorded(make.product_facts())
    make.approved(texts=[text])

    page = client.get("/en/products/testamab/").content.decode()

    assert f'<p class="indication__wording" lang="en">{text}</p>' in page


def test_page_text_is_the_frozen_one_in_its_language(client, profile):
    english = client.get("/en/products/testamab/")
    chinese = client.get("/zh-hans/products/testamab/")

    assertContains(english, "What people wrote of it (made up)")
    assertNotContains(chinese, "What people wrote of it (made up)")
    assertContains(chinese, 'class="notice notice--missing"')
    assertContains(chinese, 'class="more" href="/en/products/testamab/"')
