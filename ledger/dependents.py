"""Register rows that point to other register rows, and what happens to them with those."""

from ledger.errors import StillNamedError
from ledger.models import Recorded


def followers(row, successor):
    """Return `(closes, opens)`: open rows that point to `row`, and copies pointing to `successor`.

    Goes on to the rows that point to those. One query for each foreign key to a row's table.
    """
    closes, opens = [], []
    for other, name in _pointing_to(row):
        copy = other.copied(**{name: successor})
        further = followers(other, copy)
        closes += [other, *further[0]]
        opens += [copy, *further[1]]
    return closes, opens


def parts(rows):
    """Return the open rows that are nothing without `rows`; an event's indications, say.

    Raises `StillNamedError` when a row that could stand alone still names one of `rows`.
    """
    found = []
    for row in rows:
        for other, name in _pointing_to(row):
            if other._meta.get_field(name).null and other not in rows:
                raise StillNamedError
            found += [other, *parts([other])] if other not in rows else []
    return found


def _pointing_to(row):
    for relation in row._meta.related_objects:
        if issubclass(relation.related_model, Recorded):
            name = relation.field.name
            others = relation.related_model._base_manager.filter(closed_by=None, **{name: row})
            yield from ((other, name) for other in others)
