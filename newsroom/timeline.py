"""Everything that happened to a release in one list: who, when, why. Derived, never stored."""

from dataclasses import replace
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsroom.events import SAVED, Event, comments, impacts, publications, saves, steps
from newsroom.models import Release

SHOWN = 50
SOURCES = (publications, impacts, comments, steps, saves)


def timeline(release: Release, limit: int | None = SHOWN) -> tuple[list[Event], bool]:
    """Return the newest `limit` events of `release`, all if None, and whether there are older ones.

    Saves of one person in a row are one event. 5 queries.
    """
    fetched = [_newest(source(release), limit) for source in SOURCES]
    ends = [min(event.at for event in events) for events, is_cut in fetched if is_cut]
    found = [event for events, _is_cut in fetched for event in events]
    if ends:
        found = [event for event in found if event.at >= max(ends)]
    else:
        found.append(Event("created", release.created_at, _("Created")))
    found = list(_folded(sorted(found, key=lambda event: event.at, reverse=True)))
    return found[:limit], bool(ends) or len(found) > len(found[:limit])


def _newest(source, limit):
    """Return the events of a source, and whether older rows of it were left out."""
    rows, events_of = source
    read = list(rows if limit is None else rows[: limit + 1])
    is_cut = limit is not None and len(read) > limit
    return [event for row in read[:limit] for event in events_of(row)], is_cut


def _folded(events):
    """Join saves of one person in a row into the newest of them."""
    for _key, group in groupby(events, key=lambda e: e.by if e.kind == SAVED else id(e)):
        rows = list(group)
        yield rows[0] if len(rows) == 1 else _joined(rows)


def _joined(rows):
    times = len(rows)
    what = ngettext("Saved %(times)s time", "Saved %(times)s times", times) % {"times": times}
    fields = dict.fromkeys(name for row in rows for name in row.fields)
    return replace(rows[0], what=what, fields=tuple(fields))
