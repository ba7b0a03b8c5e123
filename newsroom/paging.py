"""Keyset pages of a list ordered by day and slug, whose addresses stay true as items are added.

Cursors say nothing that the addresses of releases do not: keys would count what was never shown.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from newsroom.models import EditionText

CURSOR = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.([-a-zA-Z0-9_]{1,120})")


class UnknownPageError(ValueError):
    """The page key of an address cannot be read."""


@dataclass(frozen=True)
class Page:
    """Items of one page and the query strings of its neighbours, "" where there is none."""

    items: list[EditionText]
    newer: str = ""
    older: str = ""


def cursor_of(item):
    return f"{item.dated_on.isoformat()}.{item.slug}"


def page_of(texts, *, before=None, after=None, size=10):
    """Return the `Page` of `texts` older than `before` or newer than `after` (cursors). 1 query.

    Without a cursor it is the newest page. Raises `UnknownPageError` for an unreadable cursor.
    """
    if after:
        return _newer_page(texts, after, size)
    rows = texts.filter(_older_than(before)) if before else texts
    found = list(rows.latest_first()[: size + 1])
    items, more = found[:size], len(found) > size
    return Page(
        items,
        newer=f"?after={cursor_of(items[0])}" if before and items else "",
        older=f"?before={cursor_of(items[-1])}" if more else "",
    )


def _newer_page(texts, after, size):
    rows = texts.filter(_newer_than(after))
    found = list(rows.latest_first().reverse()[: size + 1])
    items, more = found[:size][::-1], len(found) > size
    return Page(
        items,
        newer=f"?after={cursor_of(items[0])}" if more else "",
        older=f"?before={cursor_of(items[-1])}" if items else "",
    )


# The day alone stands first, so that the index leads straight to the page, however deep it is.


def _older_than(cursor):
    day, slug = _read(cursor)
    return Q(dated_on__lte=day) & (Q(dated_on__lt=day) | Q(slug__gt=slug))


def _newer_than(cursor):
    day, slug = _read(cursor)
    return Q(dated_on__gte=day) & (Q(dated_on__gt=day) | Q(slug__lt=slug))


def _read(cursor):
    match = CURSOR.fullmatch(cursor)
    try:
        return date.fromisoformat(match[1]), match[2]
    except (TypeError, ValueError) as error:
        raise UnknownPageError from error
