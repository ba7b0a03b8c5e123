"""A product's timeline, read with a constant number of queries for the window asked about."""

from dataclasses import dataclass
from itertools import groupby
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from henlius.history.timeline import rows
from henlius.history.timeline.entries import (
    cited_by,
    event_entry,
    expected_entry,
    status_entry,
    wording_entry,
)
from henlius.history.timeline.facts import Lane, Territory
from henlius.history.timeline.places import paged, places
from henlius.history.timeline.releases import releases
from ledger.phrases import in_line, labelled

WHOLE = ("", None)


@dataclass(frozen=True)
class Reading:
    """`territories` are those of the page `number` (from 1) of `pages`, home market first."""

    territories: list[Territory]
    number: int
    pages: int
    has_more_releases: bool


def read(asked, locale, number=1):
    """Return the `Reading` of an `Asked`. 8 queries: places, four kinds of rows, citations, releases.

    A page beyond the last is the last one.
    """
    pages = paged(places(asked, locale))
    number = min(max(number, 1), len(pages))
    shown = pages[number - 1]
    codes = [place.code for place in shown]
    drawn = _Drawn(asked, codes, locale)
    territories = [_territory(asked, place, drawn) for place in shown]
    if number == 1 and (whole := drawn.whole_product()):
        day = asked.day_in(ZoneInfo("Asia/Shanghai"))
        territories.insert(0, Territory("", _("All territories"), day, (whole,)))
    return Reading(territories, number, len(pages), drawn.has_more_releases)


class _Drawn:
    """The rows of a page, and its `marks` as `{(code, indication or None): [Entry]}`."""

    def __init__(self, asked, codes, locale):
        self.wordings = list(rows.wordings(asked, codes, locale))
        self.statuses = list(rows.statuses(asked, codes))
        events = list(rows.events(asked, codes))
        expected = list(rows.expectations(asked, codes))
        stated = {seq for row in self.wordings for seq in row.stated_in}
        stated |= {row.opened_by_id for row in (*self.statuses, *events, *expected)}
        self.cited = cited_by(rows.citations(stated))
        found, self.has_more_releases = releases(asked, codes, locale)
        drawn = {row.indication_id for row in self.wordings}
        self.marks = {}
        for row in events:
            self._mark(event_entry(row, self.cited), lanes_of_event(row, drawn))
        for row in expected:
            self._mark(expected_entry(row, self.cited), {(row.code, None)})
        for entry, shown in found:
            self._mark(entry, lanes_of_release(shown, drawn))

    def _mark(self, entry, lanes):
        for lane in lanes:
            self.marks.setdefault(lane, []).append(entry)

    def whole_product(self):
        """Return the lane of what shows none but facts that hold everywhere, None without any."""
        marks = self.marks.get(WHOLE)
        return marks and Lane(
            "product", _("Product"), _("Facts that hold everywhere"), tuple(marks)
        )


def lanes_of_event(row, drawn):
    """Return the lanes of an event: those `drawn` of its indications, else that of its territory."""
    return {(row.code, pk) for pk in row.concerned if pk in drawn} or {(row.code, None)}


def lanes_of_release(shown, drawn):
    """Return the lanes of a release that shows facts of the lanes `shown`: the closest of them.

    Its mark is on an indication rather than on the territory, and there rather than on the product.
    """
    lanes = {(code, pk if pk in drawn else None) for code, pk in shown}
    closer = {(code, None) for code, pk in lanes if pk}
    if any(code for code, _pk in lanes):
        closer.add(WHOLE)
    return lanes - closer


def _territory(asked, place, drawn):
    day = asked.day_in(ZoneInfo(place.zone))
    lanes = [*_licences(place, day, drawn), *_indications(place, day, drawn)]
    return Territory(place.code, place.name, day, tuple(lanes))


def _licences(place, day, drawn):
    """A lane an authorisation; the first also holds what concerns the whole territory."""
    held = [row for row in drawn.statuses if row.code == place.code]
    marks = drawn.marks.get((place.code, None), [])
    if not held:
        yield Lane(
            f"territory-{place.code}", _("No authorisation in these years"), "", tuple(marks)
        )
    for pk, group in groupby(held, lambda row: row.authorisation_id):
        versions = list(group)
        bars = [status_entry(row, day, drawn.cited) for row in versions]
        note = in_line(*_naming(versions[-1]))
        yield Lane(f"authorisation-{pk}", _("Authorisation"), note, (*bars, *marks))
        marks = []


def _naming(version):
    yield version.authorisation.authority.code
    if version.number:
        yield version.number


def _indications(place, day, drawn):
    held = [row for row in drawn.wordings if row.code == place.code]
    for pk, group in groupby(held, lambda row: row.indication_id):
        versions = list(group)
        bars = [wording_entry(row, day, drawn.cited) for row in versions]
        indication = versions[0].indication
        marks = drawn.marks.get((place.code, pk), [])
        heading = labelled(indication.slot, indication.concept)
        yield Lane(f"indication-{pk}", heading, "", (*bars, *marks))
