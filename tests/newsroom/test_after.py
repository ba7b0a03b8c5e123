"""What a public release shows of its corrections, and which of its dates move."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from newsroom.enums import EditionKind
from newsroom.models import Edition, EditionText, Publication
from newsroom.moments import HOME
from newsroom.pages import news, planned_page, release_page
from tests.factories import newsroom as made

pytestmark = pytest.mark.django_db

ENGLISH, CHINESE = "/en/news/2025/made-up/", "/zh-hans/news/2025/made-up/"


@pytest.fixture
def release():
    release = made.release("made-up", originally_published_on=date(2025, 9, 17))
    made.published(release)
    return release


def starts():
    """Return when each edition was public from, in Hong Kong and to the second as pages say it."""
    found = Publication.objects.order_by("visible__startswith")
    at = found.values_list("visible__startswith", flat=True)
    return [each.astimezone(HOME).replace(microsecond=0) for each in at]


def shown(at=None, locale="en", slug="made-up"):
    return release_page(locale, 2025, slug, at)


def notes(page):
    return [change.note for change in page.corrections]


def meta(client, path=ENGLISH):
    lines = client.get(path).content.decode().splitlines()
    return [line.strip() for line in lines if "article:" in line]


def test_release_without_corrections_says_nothing_of_them(client, release):
    page = client.get(ENGLISH).content.decode()

    assert shown().corrections == []
    assert shown().withdrawal is None
    assert "Corrected" not in page
    assert "Last changed" not in page
    assert "noindex" not in page


def test_correction_is_told_above_the_article_in_each_language(client, release):
    made.corrected(release, "A <b>figure</b> was wrong.\n\nIt is 5.")
    _first, second = starts()

    english, chinese = (client.get(path).content.decode() for path in (ENGLISH, CHINESE))

    day = f"{second:%-d %B %Y}"
    said = f'Corrected on <time datetime="{second.isoformat()}">{day}</time>'
    assert english.count(said) == 1
    assert "<p>A &lt;b&gt;figure&lt;/b&gt; was wrong.</p>\n\n<p>It is 5.</p>" in english
    assert english.index(said) < english.index(shown().text.article)
    assert "<p>It is 5.（中文）</p>" in chinese
    assert f'<time datetime="{second.isoformat()}">' in chinese


def test_corrections_are_newest_first_and_stay_through_a_minor_edit(release):
    made.corrected(release, "One.")
    made.corrected(release, "Two.")
    made.corrected(release, "", EditionKind.MINOR, title_en="Better words")

    page, chinese = shown(), shown(locale="zh-hans")

    assert page.text.title == "Better words"
    assert notes(page) == ["Two.", "One."]
    assert notes(chinese) == ["Two.（中文）", "One.（中文）"]
    assert [change.at for change in page.corrections] == [starts()[2], starts()[1]]


def test_day_of_a_correction_is_that_of_hong_kong(release):
    at = datetime(2030, 3, 1, 0, 30, tzinfo=HOME)  # still February in Greenwich
    made.corrected(release, "Later.", at=at)

    (change,) = shown(at).corrections

    assert (change.day, change.iso) == (date(2030, 3, 1), "2030-03-01T00:30:00+08:00")


def test_correction_is_seen_at_its_instant_and_not_before(release):
    at = timezone.now().replace(microsecond=0) + timedelta(hours=1)
    made.corrected(release, "Planned.", at=at, title_en="Planned title")

    for locale, title in (("en", "Planned title"), ("zh-hans", "made-up 的虚构标题")):
        before = shown(at - timedelta(seconds=1), locale)
        after = shown(at, locale)
        assert before.corrections == []
        assert before.modified_at == before.published_at
        assert [change.at for change in after.corrections] == [at]
        assert after.text.title == title


def test_scheduled_correction_changes_no_byte(client, release):
    before = [client.get(path) for path in (ENGLISH, CHINESE, "/en/news/", "/en/news/feed.atom")]
    at = timezone.now() + timedelta(hours=1)
    made.corrected(release, "zebra-secret", at=at, slug="zebra-slug", title_en="zebra-title")

    for response in before:
        after = client.get(response.request["PATH_INFO"])
        assert (after.status_code, after.content) == (response.status_code, response.content)
        assert dict(after.headers) == dict(response.headers)


@pytest.mark.parametrize("count", (1, 3))
@pytest.mark.parametrize(
    ("path", "queries"), ((ENGLISH, 1), ("/en/news/", 1), ("/en/", 4), ("/en/news/feed.atom", 1))
)
def test_corrections_cost_no_query(
    client, release, django_assert_num_queries, count, path, queries
):
    for number in range(count):
        made.corrected(release, f"Correction {number}.")

    with django_assert_num_queries(queries):
        response = client.get(path)

    assert response.status_code == 200


def test_dates_of_a_release_from_before_this_site_are_days(client, release):
    assert meta(client) == [
        '<meta property="article:published_time" content="2025-09-17">',
        '<meta property="article:modified_time" content="2025-09-17">',
    ]
    page = client.get(ENGLISH).content.decode()
    assert 'Published on <time datetime="2025-09-17">17 September 2025</time>.' in page


def test_dates_of_a_release_published_here_are_instants(client):
    made.published(made.release("new"))
    (start,) = starts()

    page = client.get(f"/en/news/{start.year}/new/").content.decode()

    said = f'<time datetime="{start.isoformat()}">{start:%-d %B %Y, %H:%M}</time> Hong Kong time.'
    assert f"Published on {said}" in page
    assert f'article:published_time" content="{start.isoformat()}"' in page
    assert f'article:modified_time" content="{start.isoformat()}"' in page


def test_correction_moves_the_modified_date_alone(client, release):
    made.corrected(release)
    second = starts()[1].isoformat()

    assert meta(client) == [
        '<meta property="article:published_time" content="2025-09-17">',
        f'<meta property="article:modified_time" content="{second}">',
    ]
    assert f'Last changed on <time datetime="{second}">' in client.get(ENGLISH).content.decode()


def test_minor_edit_moves_no_date_no_address_and_no_order(client, release):
    made.published(made.release("other", originally_published_on=date(2025, 9, 17)))
    before, order = meta(client), [text.slug for text in news("en")]

    made.corrected(release, "", EditionKind.MINOR, title_en="Better words")

    assert meta(client) == before
    assert [text.slug for text in news("en")] == order == ["made-up", "other"]
    assert "Last changed" not in client.get(ENGLISH).content.decode()


@pytest.mark.parametrize("path", ("/en/", "/en/news/"))
def test_card_of_a_corrected_release_says_so(client, release, path):
    made.published(made.release("other", originally_published_on=date(2025, 9, 16)))
    made.corrected(release)
    made.corrected(release, "", EditionKind.MINOR)

    response = client.get(path)

    cards = [(card.title, card.is_corrected) for card in response.context["cards"]]
    assert cards == [("Made-up title of made-up", True), ("Made-up title of other", False)]
    assert response.content.decode().count(">Corrected</span>") == 1


def test_minor_edit_marks_no_card(release):
    made.corrected(release, "", EditionKind.MINOR)

    assert shown().corrections == []


@pytest.mark.parametrize(
    ("kind", "template", "is_removed"),
    (
        (EditionKind.CORRECTION, "newsroom/release_detail.html", False),
        (EditionKind.REMOVAL, "newsroom/removed.html", True),
    ),
)
def test_unsaved_edition_makes_the_page_that_publishing_makes(
    release, django_assert_num_queries, kind, template, is_removed
):
    made.corrected(release, "One.")
    at = datetime(2030, 3, 1, 8, tzinfo=HOME)
    text = EditionText(
        edition=Edition(release=release, release_kind=release.kind, kind=kind),
        locale="en",
        dated_on=date(2025, 9, 17),
        slug="made-up",
        title="Planned title",
        note="Two.",
    )

    with django_assert_num_queries(1):
        page = planned_page(text, at, [])

    assert (page.template, page.is_removed) == (template, is_removed)
    assert notes(page) == (["One."] if is_removed else ["Two.", "One."])
    assert (page.withdrawal.note if is_removed else None) == ("Two." if is_removed else None)
    assert (page.published_at.iso, page.modified_at.at) == ("2025-09-17", at)
