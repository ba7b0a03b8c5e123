"""Addresses of neighbouring timelines: other years, other moments, other pages."""

from datetime import date, timedelta

PARAMETERS = ("product", "jurisdiction", "from", "until", "day", "known", "public", "page")


def changed(query, **changes):
    """Return the query string of the `QueryDict` with `changes`; an empty value drops its name.

    A change of anything but the page begins at the first page. `from_` stands for `from`.
    """
    changes = {name.rstrip("_"): value for name, value in {"page": "", **changes}.items()}
    kept = query.copy()
    for name in [name for name in kept if name not in PARAMETERS]:
        del kept[name]
    for name, value in changes.items():
        kept[name] = str(value)
    for name in [name for name, value in kept.items() if not value]:
        del kept[name]
    return f"?{kept.urlencode()}"


def windows(query, asked):
    """Return the query strings of windows `earlier`, `later`, `nearer`, `wider` and the `whole`."""
    length = (asked.last - asked.first).days
    half, quarter = timedelta(days=max(length // 2, 1)), timedelta(days=max(length // 4, 1))
    moved = {
        "earlier": (asked.first - half, asked.last - half),
        "later": (asked.first + half, asked.last + half),
        "nearer": (asked.first + quarter, asked.last - quarter),
        "wider": (asked.first - half, asked.last + half),
    }
    found = {
        name: changed(query, from_=first, until=last - timedelta(days=1))
        for name, (first, last) in moved.items()
        if _can_be_asked(first, last)
    }
    return found | {"whole": changed(query, from_="", until="")}


def _can_be_asked(first, last):
    return date(1900, 1, 1) <= first < last - timedelta(days=30) and last <= date(2200, 1, 1)
