"""Addresses of neighbouring timelines: other years, other moments of the register."""

from datetime import date, timedelta

from henlius.history.asking.views import address_of

LEAST = timedelta(days=30)


def moments(query, before, after):
    """Return the query strings of the `Step`s before and after, "" where none is, and of now."""
    return {
        "before": address_of(query, known=before.seq, public="") if before else "",
        "after": address_of(query, known=after.seq, public="") if after else "",
        "now": address_of(query, known="", public=""),
    }


def windows(query, asked):
    """Return the query strings of windows `earlier`, `later`, `nearer`, `wider` and the `whole`.

    Those that the register cannot hold, or that are shorter than `LEAST`, are left out.
    """
    length = (asked.last - asked.first).days
    half, quarter = timedelta(days=length // 2), timedelta(days=length // 4)
    moved = {
        "earlier": (asked.first - half, asked.last - half),
        "later": (asked.first + half, asked.last + half),
        "nearer": (asked.first + quarter, asked.last - quarter),
        "wider": (asked.first - half, asked.last + half),
    }
    found = {
        name: _window(query, first, last - timedelta(days=1))
        for name, (first, last) in moved.items()
        if date(1900, 1, 1) <= first <= last - LEAST and last <= date(2200, 1, 1)
    }
    return found | {"whole": _window(query, "", "")}


def _window(query, first, until):
    return address_of(query, **{"from": first, "until": until})
