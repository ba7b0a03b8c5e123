"""What was public at an address at a moment: one query, and the page that tells staff."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from newsroom.addresses import public_at, read_address
from newsroom.enums import EditionKind
from newsroom.models import EditionText, Publication
from newsroom.moments import HOME
from tests.factories import newsroom as made
from tests.staff import signed_in

pytestmark = pytest.mark.django_db

PAGE = "/admin/newsroom/edition/at/"


def starts():
    found = Publication.objects.order_by("visible__startswith")
    return list(found.values_list("visible__startswith", flat=True))


def ask(role="auditors", **query):
    return signed_in(role).get(PAGE, query)


def at_text(moment):
    return moment.astimezone(HOME).replace(tzinfo=None).isoformat()


@pytest.fixture
def renamed():
    """A release of 17 September 2025, imported, then corrected under another slug."""
    release = made.release("first", originally_published_on=date(2025, 9, 17))
    made.published(release)
    made.corrected(release, "A figure was wrong.", slug="second", title_en="Corrected title")
    return release


def numbers_at(slug, at, locale="en"):
    texts = EditionText.objects.at_address(locale, 2025, slug, at)
    return list(texts.values_list("edition__number", flat=True))


def test_address_at_a_moment_is_one_query(renamed, django_assert_num_queries):
    first, second = starts()

    with django_assert_num_queries(1):
        assert numbers_at("first", first) == [1]
    assert numbers_at("first", first - timedelta(microseconds=1)) == []
    assert numbers_at("first", second - timedelta(microseconds=1), "zh-hans") == [1]
    assert numbers_at("first", second) == []
    assert numbers_at("second", second) == [2]
    assert numbers_at("second", None) == [2]


@pytest.mark.parametrize("count", (1, 3))
@pytest.mark.parametrize(("slug", "queries"), (("first", 4), ("second", 7)))
def test_answer_takes_a_constant_number_of_queries(django_assert_num_queries, count, slug, queries):
    release = made.release("first", originally_published_on=date(2025, 9, 17))
    made.published(release)
    for number in range(count):
        made.corrected(release, f"Correction {number}.", slug="second")

    with django_assert_num_queries(queries):
        answer = public_at("en", 2025, slug, timezone.now())

    assert [edition.number for edition in answer.editions] == (
        [1] if slug == "first" else list(range(2, count + 2))
    )


def test_page_shows_edition_bytes_note_and_signatures(renamed):
    page = ask(address="/en/news/2025/second/", at=at_text(timezone.now()))
    text = page.context["answer"].text
    content = page.content.decode()

    assert (text.edition.number, text.locale) == (2, "en")
    assert text.article in content
    assert "A figure was wrong." in content
    assert text.sha256 in content
    assert "The bytes are those that were frozen" in content
    assert "English · reviewer · Reviewed and agreed" in content
    assert "Facts · reviewer · Reviewed and agreed" in content


@pytest.mark.parametrize(
    "address",
    (
        "/en/news/2025/second/",
        "/en/news/2025/second",
        "https://www.example.com/en/news/2025/second/?utm=1#top",
        " http://127.0.0.1:8000/en/news/2025/second/ ",
    ),
)
def test_address_is_taken_as_copied_from_anywhere(renamed, address):
    page = ask(address=address, at=at_text(timezone.now()))

    assert page.context["answer"].text.edition.number == 2


@pytest.mark.parametrize(
    "address",
    ("", "second", "/en/products/testamab/", "/news/2025/second/", "/en/news/", "/de/news/2025/a/"),
)
def test_what_is_no_address_of_a_release_is_refused_and_kept(renamed, address):
    page = ask(address=address, at="2025-10-01T10:00")

    assert "address" in page.context["form"].errors
    assert "answer" not in page.context
    assert 'value="2025-10-01T10:00"' in page.content.decode()


@pytest.mark.parametrize("at", ("", "yesterday", "2199-01-01T00:00"))
def test_moment_must_be_readable_and_not_ahead(renamed, at):
    page = ask(address="/en/news/2025/second/", at=at)

    assert "at" in page.context["form"].errors
    assert 'value="/en/news/2025/second/"' in page.content.decode()


def test_scheduled_edition_is_not_told(renamed):
    scheduled = timezone.now() + timedelta(days=1)
    made.corrected(renamed, "Zebra note.", slug="zebra-slug", at=scheduled)

    content = ask(address="/en/news/2025/zebra-slug/", at=at_text(timezone.now())).content.decode()

    assert "Nothing was public here then." in content
    assert "Zebra note." not in content
    assert "No. 3" not in content


def test_former_address_says_where_visitors_were_led(renamed):
    now = at_text(timezone.now())
    content = ask(address="/en/news/2025/first/", at=now).content.decode()

    assert "Visitors were led on to the address that the release had then:" in content
    assert ">/en/news/2025/second/</a>" in content


def test_before_its_import_nothing_is_recorded_here(renamed):
    (first, _second) = starts()

    content = ask(address="/en/news/2025/first/", at="2025-09-18T10:00").content.decode()

    day = f"{first.astimezone(HOME):%Y-%m-%d}"
    assert f"Not recorded here before {day}: the release is from before this site." in content


def test_before_its_first_publication_there_was_nothing():
    made.published(made.release("new"))
    year = timezone.localdate().year

    content = ask(address=f"/en/news/{year}/new/", at="2020-01-01T10:00").content.decode()

    assert "Nothing was public here then." in content
    assert "No. 1" in content


def test_removed_release_is_found_with_its_note(renamed):
    made.corrected(renamed, "Published in error.", EditionKind.REMOVAL)
    now = at_text(timezone.now())

    shown = ask(address="/en/news/2025/second/", at=now).content.decode()
    former = ask(address="/en/news/2025/first/", at=now).content.decode()

    assert "removal, published in error" in shown
    assert "Published in error." in shown
    assert "The release that had been public here was removed." in former


def test_other_language_is_named():
    english = made.release(
        "first", originally_published_on=date(2025, 9, 17), required_languages=["en"]
    )
    made.published(english)

    page = ask(address="/zh-hans/news/2025/first/", at=at_text(timezone.now()))

    assert "The release was not public in this language." in page.content.decode()
    assert ">/en/news/2025/first/</a>" in page.content.decode()


@pytest.mark.parametrize(
    ("role", "status"), (("auditors", 200), ("editors", 200), ("root", 200), ("", 403))
)
def test_page_needs_permission_to_read_editions(role, status):
    assert ask(role).status_code == status


def test_list_of_editions_leads_to_the_page():
    page = signed_in("auditors").get(reverse("admin:newsroom_edition_changelist"))

    assert f'href="{PAGE}"' in page.content.decode()


def test_read_address():
    assert read_address("/zh-hans/news/2025/first/") == ("zh-hans", 2025, "first")
