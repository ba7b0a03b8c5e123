from datetime import date, timedelta

import pytest
from django.utils import timezone

from ledger.actions import NOT_YET, correct
from newsroom.models import EditionText
from tests.factories import newsroom as made
from tests.factories import products as register
from tests.factories.ledger import evidence, person, recorded

pytestmark = pytest.mark.django_db


def imported(slug, day, **fields):
    release = made.release(slug, originally_published_on=day, **fields)
    made.published(release)
    return release


def titles(response):
    return [card.title for card in response.context["cards"]]


@pytest.mark.parametrize("count", (1, 3))
def test_release_page_is_one_query(client, django_assert_num_queries, count):
    for number in range(count):
        imported(f"made-up-{number}", date(2025, 9, 17))

    with django_assert_num_queries(1):
        response = client.get("/en/news/2025/made-up-0/")

    assert response.context["text"].title == "Made-up title of made-up-0"


@pytest.mark.parametrize("count", (1, 3))
@pytest.mark.parametrize(("path", "queries"), (("/en/news/", 1), ("/en/", 4)))
def test_lists_take_a_constant_number_of_queries(
    client, django_assert_num_queries, count, path, queries
):
    for number in range(count):
        imported(f"made-up-{number}", date(2025, 9, 17))

    with django_assert_num_queries(queries):
        response = client.get(path)

    assert len(titles(response)) == count


def test_release_page_shows_the_frozen_article(client):
    imported("made-up", date(2025, 9, 17))

    english = client.get("/en/news/2025/made-up/").content.decode()
    chinese = client.get("/zh-hans/news/2025/made-up/").content.decode()

    assert EditionText.objects.get(locale="en").article in english
    assert EditionText.objects.get(locale="zh-hans").article in chinese
    assert '<html lang="zh-Hans">' in chinese


def test_article_keeps_its_bytes_while_the_product_page_moves_on(client):
    """ADV-2: a correction changes the living page and leaves the dated page as it was."""
    recorded(register.product_facts())
    (wording,) = register.approved(texts=["patients (made up)"])
    release = made.release()
    made.indication_list(release)
    made.published(release)
    address = EditionText.objects.get(locale="en").get_absolute_url()
    before = client.get(address).content

    correct(
        wording,
        changes={"text": "adult patients (made up)"},
        by=person(),
        reason="the word adult was missing",
        evidence=evidence(),
    )

    assert client.get(address).content == before
    product = client.get("/en/products/testamab/").content.decode()
    assert "adult patients (made up)" in product
    assert ">patients (made up)" not in product


def test_news_is_newest_first_and_only_in_its_language(client):
    imported("older", date(2025, 9, 16))
    imported("newer", date(2025, 9, 17))
    imported("english", date(2025, 9, 18), required_languages=["en"])

    english, chinese = client.get("/en/news/"), client.get("/zh-hans/news/")

    assert titles(english) == [f"Made-up title of {slug}" for slug in ("english", "newer", "older")]
    assert titles(chinese) == [f"{slug} 的虚构标题" for slug in ("newer", "older")]


def test_pages_of_the_news_meet_without_gap_or_repeat(client):
    for number in range(23):
        imported(f"made-up-{number:02}", date(2025, 9, 1 + number % 3))
    expected = list(
        EditionText.objects.filter(locale="en").latest_first().values_list("title", flat=True)
    )

    first = client.get("/en/news/")
    second = client.get("/en/news/" + first.context["page"].older)
    third = client.get("/en/news/" + second.context["page"].older)
    back = client.get("/en/news/" + third.context["page"].newer)

    assert titles(first) + titles(second) + titles(third) == expected
    assert titles(back) == titles(second)
    assert third.context["page"].older == ""
    assert client.get("/en/news/" + back.context["page"].newer).context["page"].newer == ""


def test_address_of_a_page_stays_true_when_a_release_is_added(client):
    for number in range(12):
        imported(f"made-up-{number:02}", date(2025, 9, 1))
    older = client.get("/en/news/").context["page"].older
    before = titles(client.get("/en/news/" + older))

    imported("newest", date(2025, 9, 2))

    assert titles(client.get("/en/news/" + older)) == before


@pytest.mark.parametrize(
    "key",
    (
        "x",
        "2025-02-31.made-up",
        "10000-01-01.made-up",
        "2025-01-01",
        "2025-01-01.made up",
        "2025-01-01." + "x" * 121,
        "' OR 1=1",
        "2025-01-01.\0",
        "9" * 50,
    ),
)
def test_unknown_page_key_is_answered_clearly(client, key):
    response = client.get("/en/news/", {"before": key})

    assert response.status_code == 404
    assert "The page key in this address cannot be read." in response.content.decode()


def test_missing_translation_names_the_languages_that_exist(client):
    imported("english", date(2025, 9, 18), required_languages=["en"])

    response = client.get("/zh-hans/news/2025/english/")

    assert response.status_code == 404
    assert '<a class="more" href="/en/news/2025/english/" lang="en"' in response.content.decode()
    assert "Made-up text." not in response.content.decode()


@pytest.mark.parametrize("name", ("%00", "0" * 63, "Z" * 64, "../secret-key"))
def test_what_is_no_name_of_a_picture_is_not_found(client, name):
    assert client.get(f"/images/{name}").status_code == 404


@pytest.mark.parametrize(
    "path", ("/en/news/2024/made-up/", "/en/news/2025/other/", "/en/news/0/made-up/")
)
def test_other_addresses_are_not_found(client, path):
    imported("made-up", date(2025, 9, 17))

    assert client.get(path).status_code == 404


class TestBeforeItsMoment:
    """What is drafted, frozen or scheduled leaves no trace on any public page."""

    SECRET = "zebra-secret"

    @pytest.fixture
    def paths(self):
        day = timezone.now().date()
        return [
            "/en/",
            "/zh-hans/",
            "/en/news/",
            "/zh-hans/news/",
            f"/en/news/{day.year}/{self.SECRET}/",
            f"/zh-hans/news/{day.year}/{self.SECRET}/",
            "/en/products/",
            "/en/products/testamab/",
            "/en/products/testamab/indications/",
            "/en/pipeline/",
        ]

    @pytest.fixture
    def before(self, client, paths):
        recorded(register.product_facts())
        register.approved()
        return [client.get(path) for path in paths]

    @pytest.mark.parametrize("stage", ("draft", "candidate", "scheduled"))
    def test_nothing_leaks(self, client, paths, before, stage):
        hidden = register.indication_version(register.indication(slot=2), f"{self.SECRET} wording")
        recorded(hidden, disclose=NOT_YET)
        release = made.release(self.SECRET, title_en=f"{self.SECRET} title")
        release.announces.add(hidden.opened_by)
        made.indication_list(release)
        if stage == "candidate":
            made.reviewed(release, at=timezone.now() + timedelta(days=1))
        elif stage == "scheduled":
            made.published(release, at=timezone.now() + timedelta(days=1))

        for path, response in zip(paths, before, strict=True):
            after = client.get(path)
            assert (after.status_code, after.content) == (response.status_code, response.content)
            assert dict(after.headers) == dict(response.headers)
            if self.SECRET not in path:
                assert self.SECRET not in after.content.decode()
