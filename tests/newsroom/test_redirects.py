"""A former address leads to the one of today in its language, in one hop, and tells nothing else."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from newsroom.actions import take_back
from newsroom.enums import EditionKind
from newsroom.whereabouts import whereabouts
from tests.factories import newsroom as made
from tests.factories.ledger import person

pytestmark = pytest.mark.django_db

DAY = date(2025, 9, 17)


@pytest.fixture
def release():
    release = made.release("first", originally_published_on=DAY)
    made.published(release)
    return release


def renamed(release, slug, kind=EditionKind.MINOR, **fields):
    return made.corrected(release, f"Now {slug}.", kind, slug=slug, **fields)


def answer(client, slug, locale="en"):
    """Return status and target of an address."""
    response = client.get(f"/{locale}/news/2025/{slug}/")
    return response.status_code, response.headers.get("Location")


@pytest.mark.parametrize("locale", ("en", "zh-hans"))
def test_former_address_leads_to_the_one_of_today_in_one_hop(client, release, locale):
    renamed(release, "second")
    renamed(release, "third", EditionKind.CORRECTION)

    assert answer(client, "first", locale) == (301, f"/{locale}/news/2025/third/")
    assert answer(client, "second", locale) == (301, f"/{locale}/news/2025/third/")
    assert answer(client, "third", locale) == (200, None)


def test_name_that_comes_back_makes_no_loop(client, release):
    renamed(release, "second")
    there = answer(client, "first")
    renamed(release, "first")

    assert there == (301, "/en/news/2025/second/")
    assert answer(client, "first") == (200, None)
    assert answer(client, "second") == (301, "/en/news/2025/first/")


@pytest.mark.parametrize("method", ("get", "head"))
def test_redirect_is_asked_again_each_time_and_sets_no_cookie(client, release, method):
    renamed(release, "second")

    response = getattr(client, method)("/en/news/2025/first/?after=x")

    assert (response.status_code, response["Location"]) == (301, "/en/news/2025/second/")
    assert response["Cache-Control"] == "no-cache"
    assert "ETag" not in response
    assert not response.cookies


def test_slug_that_was_never_public_leads_nowhere(client, release):
    release.slug, release.next_kind = "zebra-candidate", EditionKind.MINOR
    release.save()
    made.reviewed(release)
    release.slug = "zebra-draft"
    release.save()

    assert answer(client, "zebra-candidate") == answer(client, "zebra-draft") == (404, None)
    assert answer(client, "first") == (200, None)


def test_scheduled_slug_is_told_at_its_instant(client, release):
    at = timezone.now() + timedelta(hours=1)
    renamed(release, "zebra-later", at=at)

    for locale in ("en", "zh-hans"):
        early = at - timedelta(seconds=1)
        assert whereabouts(locale, 2025, "zebra-later", early).redirect == ""
        assert (
            whereabouts(locale, 2025, "first", at).redirect == f"/{locale}/news/2025/zebra-later/"
        )
    assert answer(client, "zebra-later") == (404, None)
    assert answer(client, "first") == (200, None)


def test_rename_that_was_taken_back_leads_nowhere(client, release):
    renamed(release, "zebra-later", at=timezone.now() + timedelta(hours=1))
    take_back(release, by=person())

    assert answer(client, "zebra-later") == (404, None)


def test_language_that_is_gone_is_told_with_the_other_one(client, release):
    renamed(release, "second", required_languages=["en"])

    response = client.get("/zh-hans/news/2025/first/")

    assert response.status_code == 404
    assert 'href="/en/news/2025/second/" lang="en"' in response.content.decode()
    assert "Made-up" not in response.content.decode()
    assert answer(client, "first") == (301, "/en/news/2025/second/")


def test_address_that_a_language_never_had_leads_nowhere_in_it(client):
    english = made.release("first", originally_published_on=DAY, required_languages=["en"])
    made.published(english)
    renamed(english, "second", required_languages=["en", "zh-hans"])

    assert answer(client, "first", "zh-hans") == (404, None)
    assert answer(client, "first") == (301, "/en/news/2025/second/")


def test_other_year_leads_nowhere(client, release):
    renamed(release, "second")

    assert client.get("/en/news/2024/first/").status_code == 404


def test_former_address_of_a_withdrawn_release_leads_to_its_page(client, release):
    renamed(release, "second")
    made.corrected(release, "It does not hold.", EditionKind.WITHDRAWAL)

    assert answer(client, "first") == (301, "/en/news/2025/second/")


@pytest.mark.parametrize("locale", ("en", "zh-hans"))
def test_former_address_of_a_removed_release_is_a_tombstone(client, release, locale):
    renamed(release, "second")
    made.corrected(release, "In error.", EditionKind.REMOVAL)

    former = client.get(f"/{locale}/news/2025/first/")
    latest = client.get(f"/{locale}/news/2025/second/")

    assert former.status_code == latest.status_code == 410
    assert "In error." in former.content.decode()
    assert b"second" not in former.content


@pytest.mark.parametrize("count", (1, 3))
@pytest.mark.parametrize(("slug", "queries"), (("first", 2), ("latest", 1), ("never", 2)))
def test_queries_are_bounded(client, release, django_assert_num_queries, count, slug, queries):
    for number in range(count):
        renamed(release, f"between-{number}")
    renamed(release, "latest")

    with django_assert_num_queries(queries):
        client.get(f"/en/news/2025/{slug}/")
