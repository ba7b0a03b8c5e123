"""Keyset pages of a list ordered by day and key, whose addresses stay true as items are added."""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from newsroom.models import EditionText

CURSOR = re.compile(r"(\d{4}-\d\d-\d\d)\.(\d{1,18})")


class UnknownPageError(ValueError):
    """The page key of an address cannot be read."""


@dataclass(frozen=True)
class Page:
    """Items of one page and the query strings of its neighbours, "" where there is none."""

    items: list[EditionText]
    newer: str = ""
    older: str = ""


def cursor_of(item):
    return f"{item.dated_on.isoformat()}.{item.pk}"


def page_of(texts, *, before=None, after=None, size=10):
    """Return the `Page` of `texts` older than `before` or newer than `after` (cursors). 1 query.

    Without a cursor it is the newest page. Raises `UnknownPageError` for an unreadable cursor.
    """
    if after:
        return _newer_page(texts, after, size)
    rows = texts.filter(_beyond(before, "lt")) if before else texts
    found = list(rows.order_by("-dated_on", "-pk")[: size + 1])
    items, more = found[:size], len(found) > size
    return Page(
        items,
        newer=f"?after={cursor_of(items[0])}" if before and items else "",
        older=f"?before={cursor_of(items[-1])}" if more else "",
    )


def _newer_page(texts, after, size):
    found = list(texts.filter(_beyond(after, "gt")).order_by("dated_on", "pk")[: size + 1])
    items, more = found[:size][::-1], len(found) > size
    return Page(
        items,
        newer=f"?after={cursor_of(items[0])}" if more else "",
        older=f"?before={cursor_of(items[-1])}" if items else "",
    )


def _beyond(cursor, side):
    """Return the condition for rows on one side (`lt` or `gt`) of `cursor`.

    The day alone stands first, so that the index leads straight to the page, however deep it is.
    """
    match = CURSOR.fullmatch(cursor)
    try:
        day, key = date.fromisoformat(match[1]), int(match[2])
    except (TypeError, ValueError) as error:
        raise UnknownPageError from error
    beyond = Q(**{f"dated_on__{side}": day}) | Q(**{f"pk__{side}": key})
    return Q(**{f"dated_on__{side}e": day}) & beyond
