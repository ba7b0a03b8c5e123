"""ADV-33: a copy into which somebody wrote is told from what was public, by address and day."""

import hashlib
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from newsroom.enums import EditionKind
from newsroom.models import EditionText
from newsroom.verification import verified
from tests.factories import newsroom as made

PAGE = "/en/news/verify/"
CANONICAL = re.compile(rb"<!--canonical-->(.*)<!--/canonical-->", re.DOTALL)


@pytest.fixture
def told(db):
    release = made.release("told")
    made.published(release)
    return release


def address(locale="en", slug="told"):
    return f"/{locale}/news/{timezone.localdate().year}/{slug}/"


def ask(client, **query):
    return client.get(PAGE, {"address": address(), "day": timezone.localdate()} | query)


def numbers(response):
    return [edition.number for edition in response.context["editions"]]


def hash_on_page(client, locale="en"):
    [article] = CANONICAL.findall(client.get(address(locale)).content)
    return hashlib.sha256(article).hexdigest()


@pytest.mark.parametrize("locale", ("en", "zh-hans"))
def test_the_hash_is_that_of_the_bytes_on_the_page(told, client, locale):
    [edition] = ask(client, address=address(locale)).context["editions"]

    assert (edition.number, edition.sha256) == (1, hash_on_page(client, locale))
    assert edition.is_same is None
    assert edition.until is None


def test_adv_33_a_copy_with_foreign_text_has_another_hash(told, client):
    ours = hash_on_page(client)
    theirs = hashlib.sha256(b"<p>Made-up text. Buy now!</p>").hexdigest()

    answers = [ask(client, sha256=typed) for typed in (ours, f" {ours.upper()} ", theirs)]

    assert [answer.context["editions"][0].is_same for answer in answers] == [True, True, False]
    assert b"it is what we published" in answers[0].content
    assert b"it is not what we published" in answers[2].content


def test_a_day_of_two_editions_has_both(told, client):
    made.corrected(told, title_en="Another title")

    assert numbers(ask(client)) == [1, 2]


def test_a_day_before_the_release_has_none(told, client):
    assert numbers(ask(client, day=timezone.localdate() - timedelta(days=1))) == []


def test_the_whole_address_of_another_host_is_read_too(told, client):
    assert numbers(ask(client, address=f"https://copy.example{address()}?utm=1")) == [1]


def test_an_end_that_lies_ahead_is_not_told(told, client):
    made.corrected(told, at=timezone.now() + timedelta(hours=2))

    [edition] = ask(client).context["editions"]

    assert (edition.number, edition.until) == (1, None)


def test_what_lies_ahead_is_answered_like_what_never_was(told, client):
    hidden = made.release("hidden")
    made.published(hidden, at=timezone.now() + timedelta(hours=1))

    answers = [ask(client, address=address(slug=slug)) for slug in ("hidden", "nothin")]

    assert [numbers(answer) for answer in answers] == [[], []]
    assert answers[0].content == answers[1].content.replace(b"nothin", b"hidden")


def test_of_a_removed_release_nothing_is_told(told, client):
    made.corrected(told, kind=EditionKind.REMOVAL)

    assert numbers(ask(client)) == []


def test_a_withdrawn_release_is_still_to_be_compared(told, client):
    made.corrected(told, kind=EditionKind.WITHDRAWAL)

    assert numbers(ask(client)) == [1, 2]


@pytest.mark.parametrize(
    ("query", "field"),
    (
        ({"address": "/en/products/"}, "address"),
        ({"address": "not an address"}, "address"),
        ({"address": "http://[", "day": "x"}, "address"),
        ({"address": ""}, "address"),
        ({"day": "2999-01-01"}, "day"),
        ({"day": ""}, "day"),
        ({"day": "soon"}, "day"),
        ({"sha256": "1234"}, "sha256"),
        ({"sha256": "g" * 64}, "sha256"),
    ),
)
def test_what_cannot_be_read_is_said_beside_what_was_typed(told, client, query, field):
    response = ask(client, **query)

    assert field in response.context["form"].errors
    assert "editions" not in response.context
    assert response.context["form"][field].value() == query[field]


def test_a_release_leads_here_and_no_day_is_today(told, client):
    [link] = re.findall(rb'href="(/en/news/verify/[^"]*)"', client.get(address()).content)

    assert numbers(client.get(link.decode())) == [1]


def test_what_is_no_day_is_kept_in_a_plain_field(told, client):
    inputs = re.findall(
        rb'<input type="(\w+)" name="day" value="([^"]*)"', ask(client, day="soon").content
    )

    assert inputs == [(b"text", b"soon")]


def test_the_page_sets_no_cookie_and_asks_nothing_unasked(told, client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(PAGE)

    assert not response.cookies
    assert response.context["form"].errors == {}


@pytest.mark.parametrize("count", (1, 3))
def test_an_answer_takes_one_query(told, client, django_assert_num_queries, count):
    for number in range(1, count):
        made.corrected(told, f"Made-up correction {number}.")

    with django_assert_num_queries(1):
        assert numbers(ask(client)) == list(range(1, count + 1))


def test_a_text_that_no_longer_has_its_hash_is_not_passed_off(told, client, monkeypatch):
    monkeypatch.setattr(
        "newsroom.verification.with_integrity",
        lambda texts: texts.extra(select={"is_unchanged": "false"}),
    )

    assert b"Our own copy no longer has this hash." in ask(client).content


def test_a_page_text_has_no_address_of_a_release(db):
    today = timezone.localdate()
    made.published(made.release("home", kind="profile"))

    assert EditionText.objects.filter(slug="home").exists()
    assert verified("en", today.year, "home", today) == []
