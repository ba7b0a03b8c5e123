"""The page of the timeline: what is typed, what it says, the picture and its table."""

import re
from datetime import date

import pytest
from django.utils import timezone

from newsroom.moments import moment_shown
from tests import factories as make
from tests.staff import signed_in

PAGE = "/admin/history/timeline/"


@pytest.fixture
def client(db):
    return signed_in("auditors")


@pytest.fixture
def wording(db):
    (row,) = make.approved(start="2025-05", texts=["Made-up wording"])
    return row


def asked(client, **query):
    return client.get(PAGE, {"product": "testamab", **query})


def errors(response):
    return {name: list(found) for name, found in response.context["form"].errors.items()}


def test_without_a_product_the_form_alone(client):
    response = client.get(PAGE)

    assert response.status_code == 200
    assert "Choose a product" in response.text
    assert "timeline-lane" not in response.text


def test_whoever_may_not_look_at_the_register_is_refused(db):
    assert signed_in("").get(PAGE).status_code == 403


@pytest.mark.parametrize(
    ("query", "expected"),
    (
        (
            {"product": "nothing"},
            {"product": ["Nothing here is called “nothing”. Choose from the list."]},
        ),
        ({"product": ""}, {"product": ["Choose a product."]}),
        (
            {"from": "2020", "until": "2018"},
            {"until": ["The years end before they begin. Exchange or empty them."]},
        ),
        (
            {"from": "0"},
            {"from": ["This is neither a year nor a day. Enter one such as 2018 or 2018-05-01."]},
        ),
        (
            {"until": "../2018"},
            {"until": ["This is neither a year nor a day. Enter one such as 2018 or 2018-05-01."]},
        ),
        (
            {"day": "2025-02-30"},
            {"day": ["This is not a day that can be looked up. Enter one such as 2025-09-17."]},
        ),
        (
            {"known": "99"},
            {
                "known": [
                    "There is no such ledger position: the register counts from 1 and has reached 1."
                ]
            },
        ),
        (
            {"known": "1", "public": "2025-09-17 08:00"},
            {"public": ["Ask as known or as public, not both: empty one of them."]},
        ),
    ),
)
def test_bad_input_is_explained_and_kept(client, wording, query, expected):
    response = asked(client, **query)

    assert response.status_code == 400
    assert errors(response) == expected
    assert "timeline-lane" not in response.text
    for name, typed in query.items():
        value = re.search(f'<input[^>]*name="{name}"[^>]*>', response.text)[0]
        assert f'value="{typed}"' in value or not typed


@pytest.mark.parametrize(
    ("query", "sentence"),
    (
        (
            {"from": "2024", "until": "2026", "day": "2025-05-15"},
            "TESTAMAB (made up), 2024-01-01 to 2026-12-31, as known now, at No. 1 of {at}. "
            "Day cursor: 2025-05-15.",
        ),
        (
            {"from": "2025-05-10", "until": "2025-05", "known": "1", "jurisdiction": "CN"},
            "TESTAMAB (made up), Territory CN, 2025-05-10 to 2025-05-31, as known at No. 1 of {at}. "
            "Day cursor: today, in each territory.",
        ),
        (
            {"from": "2025", "until": "2025", "public": "2025-09-17 08:00"},
            "TESTAMAB (made up), 2025-01-01 to 2025-12-31, as public at 2025-09-17 08:00 Hong Kong "
            "time (00:00 UTC). Day cursor: the day of that moment, in each territory.",
        ),
    ),
)
def test_a_sentence_says_what_is_shown(client, wording, query, sentence):
    at = moment_shown(wording.opened_by.recorded_at)

    assert asked(client, **query).context["sentence"] == sentence.format(at=at)


def test_empty_years_begin_with_the_first_fact_and_end_with_the_next_year(client, wording):
    found = asked(client).context["asked"]

    assert (found.first, found.last) == (
        date(2025, 1, 1),
        date(timezone.localdate().year + 2, 1, 1),
    )


def test_the_axis_stands_still_while_the_moment_moves(client, wording):
    found = asked(client, public="2020-01-01 08:00")

    assert found.context["asked"].first == date(2025, 1, 1)
    assert "Nothing is recorded in these years as the register stood at this moment." in found.text


def test_an_uncertain_start_is_hatched_in_the_picture_and_said_in_the_table(client, wording):
    response = asked(client, **{"from": "2025-05-01", "until": "2025-06-09", "day": "2025-05-15"})

    row = f"indication-{wording.indication_id}-products-indicationversion-{wording.pk}"
    (bar,) = re.findall(f'<a class="bar[^>]*href="#{row}".*?</a>', response.text, re.DOTALL)
    assert 'class="bar bar--wording bar--even bar--possible"' in bar
    assert re.findall(r'<rect class="bar__(\w+)" x="(\S+)" width="(\S+)"', bar) == [
        ("before", "0%", "75%"),
        ("certain", "75%", "25%"),
        ("outline", "0%", "100%"),
    ]
    assert '<rect x="0%" width="75%" y="9" height="22" fill="url(#hatch-before)"/>' in bar
    (words,) = re.findall(f'<tr id="{row}">.*?</tr>', response.text, re.DOTALL)
    for said in (
        "Made-up wording",
        "Start: May 2025",
        "Certain from 2025-05-31, possible from 2025-05-01. No end is recorded.",
        "possibly in force",
        "made-up-letter (made up)",
        "recorder",
    ):
        assert said in words


def test_every_bar_and_mark_leads_to_a_row_of_the_table(client, wording):
    event = make.regulatory_event(date="2025-05")
    make.recorded(event, make.event_indication(event, wording.indication))
    make.recorded(make.regulatory_event(), make.regulatory_event())

    text = asked(client).text

    led = {row for rows in re.findall(r'data-rows="([^"]*)"', text) for row in rows.split()}
    rows = re.findall(r'<tr id="([^"]+)">', text)
    assert led == set(rows)
    assert len(rows) == 5


def test_what_a_person_typed_is_escaped(client):
    make.approved(texts=["<script>alert(1)</script>"])

    text = asked(client).text

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_neighbouring_moments_and_years_are_links(client, wording):
    make.recorded(make.regulatory_event())

    context = asked(client, **{"from": "2024", "until": "2025", "known": "2"}).context

    assert context["moments"] == {
        "before": "?product=testamab&from=2024&until=2025&known=1&public=",
        "after": "",
        "now": "?product=testamab&from=2024&until=2025&known=&public=",
    }
    assert context["windows"] == {
        "earlier": "?product=testamab&from=2023-01-01&until=2024-12-31&known=2",
        "later": "?product=testamab&from=2024-12-31&until=2026-12-31&known=2",
        "nearer": "?product=testamab&from=2024-07-01&until=2025-07-02&known=2",
        "wider": "?product=testamab&from=2023-01-01&until=2026-12-31&known=2",
        "whole": "?product=testamab&from=&until=&known=2",
    }


@pytest.mark.parametrize("count", (1, 3))
def test_a_page_takes_a_constant_number_of_queries(client, django_assert_num_queries, count):
    for code in ("CN", "US", "EU")[:count]:
        make.approved(code=code, texts=["one", "two", "three"][:count])
        make.recorded(make.regulatory_event(code=code))
    client.get(PAGE)

    with django_assert_num_queries(18):
        response = asked(client)

    assert len(response.context["drawn"]) == count


def test_chinese_page_names_territories_in_chinese(client, wording):
    client.cookies["django_language"] = "zh-hans"

    response = asked(client)

    assert [each.territory.name for each in response.context["drawn"]] == ["地区 CN"]
    assert '<text lang="en"' in response.text
