"""The feeds say what the lists say, under ids and dates that only a correction moves."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from newsroom.enums import EditionKind, ReleaseKind
from newsroom.models import Publication
from newsroom.moments import HOME
from newsroom.pages import news
from tests.factories import newsroom as made

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = (
    "/en/news/feed.atom",
    "/zh-hans/news/feed.atom",
    "/en/news/feed.rss",
    "/zh-hans/news/feed.rss",
)


def parsed(client, address):
    return ElementTree.fromstring(client.get(address).content)  # noqa: S314  our own answer


def entries(client, locale="en"):
    """Return the entries of the Atom feed as `[{element: text}]`."""
    feed = parsed(client, f"/{locale}/news/feed.atom")
    return [
        {part.tag.removeprefix(ATOM): part.text for part in e} for e in feed.iter(f"{ATOM}entry")
    ]


def items(client, locale="en"):
    """Return the items of the RSS feed as `[{element: text}]`."""
    feed = parsed(client, f"/{locale}/news/feed.rss")
    return [{part.tag: part.text for part in item} for item in feed.iter("item")]


def start_of(release):
    newest = Publication.objects.filter(release=release).order_by("-visible__startswith").first()
    return newest.visible.lower


def rfc3339(at):
    return at.astimezone(HOME).replace(microsecond=0).isoformat()


@pytest.fixture
def old():
    release = made.release("old", originally_published_on=date(2025, 9, 17))
    made.published(release)
    return release


def test_entry_of_a_release(client):
    release = made.release("made-up", title_en="5 < 6 & made up", summary_en="Less <b>bold</b>")
    made.published(release)
    at = rfc3339(start_of(release))
    year = at[:4]

    assert entries(client) == [
        {
            "title": "5 < 6 & made up",
            "link": None,
            "published": at,
            "updated": at,
            "id": f"tag:testserver,{year}:made-up:en",
            "summary": "Less &lt;b&gt;bold&lt;/b&gt;",
            "category": None,
        }
    ]
    assert [entry["id"] for entry in entries(client, "zh-hans")] == [
        f"tag:testserver,{year}:made-up:zh-hans"
    ]


def test_release_from_before_this_site_states_its_day_as_midnight_in_hong_kong(client, old):
    (entry,), (item,) = entries(client), items(client)

    assert entry["published"] == entry["updated"] == "2025-09-17T00:00:00+08:00"
    assert item["pubDate"] == "Wed, 17 Sep 2025 00:00:00 +0800"
    assert item["guid"] == "tag:testserver,2025:old:en"
    assert item["link"] == "http://testserver/en/news/2025/old/"


def test_minor_edit_moves_nothing_but_the_words(client, old):
    before, made_last = entries(client), items(client)
    old.next_kind, old.title_en, old.slug = EditionKind.MINOR, "New words", "renamed"
    old.save()

    made.published(old)

    assert entries(client) == [before[0] | {"title": "New words"}]
    renamed = {"title": "New words", "link": "http://testserver/en/news/2025/renamed/"}
    assert items(client) == [made_last[0] | renamed]


def test_correction_moves_updated_alone(client, old):
    (before,) = entries(client)
    made.corrected(old, "Said otherwise.")

    (after,) = entries(client)

    assert after == before | {"updated": rfc3339(start_of(old))}


@pytest.mark.parametrize("kind", (EditionKind.WITHDRAWAL, EditionKind.REMOVAL))
def test_what_no_longer_holds_has_no_entry(client, old, kind):
    made.corrected(old, "It does not hold.", kind)

    assert entries(client) == entries(client, "zh-hans") == []
    assert items(client) == items(client, "zh-hans") == []


def test_only_news_in_its_language(client, old):
    made.published(made.release("english", required_languages=["en"]))
    made.published(made.release("page", kind=ReleaseKind.PROFILE))
    made.published(made.release("later"), at=timezone.now() + timedelta(hours=1))

    assert [entry["title"] for entry in entries(client)] == [
        "Made-up title of english",
        "Made-up title of old",
    ]
    assert [entry["title"] for entry in entries(client, "zh-hans")] == ["old 的虚构标题"]


def test_scheduled_release_enters_at_its_instant():
    at = timezone.now() + timedelta(hours=1)
    made.published(made.release("later"), at=at)

    assert [text.slug for text in news("en", at - timedelta(seconds=1))] == []
    assert [text.slug for text in news("en", at)] == ["later"]


@pytest.mark.parametrize("path", FEEDS)
@pytest.mark.parametrize("count", (1, 3))
def test_feed_is_one_query(client, django_assert_num_queries, path, count):
    for number in range(count):
        made.published(made.release(f"made-up-{number}"))

    with django_assert_num_queries(1):
        content = client.get(path).content.decode()

    assert content.count("<published>") + content.count("<pubDate>") == count


def test_feed_is_bounded(client, monkeypatch):
    monkeypatch.setattr("newsroom.feeds.LONGEST", 2)
    for day in (1, 2, 3):
        made.published(made.release(f"day-{day}", originally_published_on=date(2025, 9, day)))

    assert [entry["title"] for entry in entries(client)] == [
        "Made-up title of day-3",
        "Made-up title of day-2",
    ]


@pytest.mark.parametrize("path", FEEDS)
def test_feed_is_revalidated_by_its_etag_alone(client, old, path):
    response = client.get(path)
    again = client.get(path, headers={"if-none-match": response["ETag"]})

    assert "Last-Modified" not in response
    assert response["Cache-Control"] == "no-cache"
    assert not response.cookies
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", FEEDS)
def test_empty_feed_says_the_same_at_any_time(client, path):
    response = client.get(path)

    assert response.status_code == 200
    assert b"1970" in response.content


def test_character_that_xml_cannot_say_breaks_no_feed(client):
    made.published(made.release("made-up", title_en="Made\x0bup"))

    assert [entry["title"] for entry in entries(client)] == ["Madeup"]


def test_feed_says_its_language_and_where_it_lives(client, settings):
    settings.ORIGIN = "https://news.example.org"

    feed = parsed(client, "/zh-hans/news/feed.atom")

    assert feed.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "zh-Hans"
    assert feed.find(f"{ATOM}id").text == "https://news.example.org/zh-hans/news/"
    assert [link.attrib["href"] for link in feed.iter(f"{ATOM}link")] == [
        "https://news.example.org/zh-hans/news/",
        "https://news.example.org/zh-hans/news/feed.atom",
    ]


def test_pages_name_the_feeds_of_their_language(client, old):
    page = client.get("/zh-hans/news/2025/old/").content.decode()

    for kind in ("atom", "rss"):
        address = f"http://testserver/zh-hans/news/feed.{kind}"
        assert f'<link rel="alternate" type="application/{kind}+xml"' in page
        assert f'href="{address}">' in page
