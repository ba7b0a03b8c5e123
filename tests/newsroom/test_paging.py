"""Pages of the news hold every release once, in one order, from either side."""

from datetime import date

import pytest

from newsroom.pages import news
from newsroom.paging import UnknownPageError, page_of
from tests.factories.newsroom import published, release

DAYS = [date(2025, 3, 1), date(2025, 3, 2), date(2025, 3, 2), date(2025, 3, 2), date(2025, 3, 9)]


@pytest.fixture
def texts(db):
    for number, day in enumerate(DAYS):
        published(release(f"made-up-{number}", originally_published_on=day))
    return news("en")


def walk(texts, page, side):
    """Return the keys of the pages from `page` on, following its links to one `side`."""
    pages = [[text.pk for text in page.items]]
    while link := getattr(page, side):
        key, cursor = link[1:].split("=")
        page = page_of(texts, **{key: cursor}, size=2)
        pages.append([text.pk for text in page.items])
    return pages, page


def test_pages_hold_each_text_once_though_days_are_shared(texts):
    newest_first = list(texts.values_list("pk", flat=True))

    down, last = walk(texts, page_of(texts, size=2), "older")
    up, _first = walk(texts, last, "newer")

    assert down == [newest_first[:2], newest_first[2:4], newest_first[4:]]
    assert up == [newest_first[4:], newest_first[2:4], newest_first[:2]]


def test_cursor_says_no_more_than_the_address_of_a_release(texts):
    page = page_of(texts, before="2025-03-09.made-up-4", size=2)

    assert page.newer == "?after=2025-03-02.made-up-1"
    assert page.older == "?before=2025-03-02.made-up-2"


@pytest.mark.parametrize(
    "cursor", ("2025-13-01.made-up", "2025-03-01", "2025-03-01.", "made-up", "2025-03-01.made up")
)
def test_unreadable_cursor_is_refused(texts, cursor):
    with pytest.raises(UnknownPageError):
        page_of(texts, before=cursor)
    with pytest.raises(UnknownPageError):
        page_of(texts, after=cursor)
