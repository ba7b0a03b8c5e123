"""Indications by day: what was in force, how certain that is, and what it rests on."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from ledger.actions import NOT_YET, NOW, Disclose, Evidence, amend, end
from ledger.enums import SourceKind, Stance
from products.enums import AuthorisationStatus
from products.pages import history_page
from tests import factories as make

pytestmark = pytest.mark.django_db


def answers(day):
    """Return (territory, wordings with their certainty) on `day`."""
    return [
        (place.name, [(each.wording, each.certainty) for each in place.in_force])
        for place in history_page("testamab", "en", day=day).territories
    ]


def amended(wording, start, text, disclose=NOW):
    amend(
        wording,
        start=make.day(start),
        changes={"text": text},
        by=make.person(),
        reason="The label changed",
        evidence=make.evidence("second-letter"),
        disclose=disclose,
    )


@pytest.fixture
def wording(product):
    """A wording in force from some day of May 2025."""
    (row,) = make.approved(start="2025-05", texts=["old"])
    return row


@pytest.mark.parametrize(
    ("day", "expected"),
    (
        (date(2025, 4, 30), []),
        (date(2025, 5, 1), [("old", "possible")]),
        (date(2025, 5, 15), [("old", "possible")]),
        (date(2025, 5, 31), [("old", "certain")]),
        (date(2199, 12, 31), [("old", "certain")]),
    ),
)
def test_day_inside_an_imprecise_start_is_possible(wording, day, expected):
    """ADV-10, the register's part."""
    assert answers(day) == [("Territory CN", expected)]


def test_gap_between_two_wordings_shows_both(wording):
    amended(wording, "2025-09", "new")

    (place,) = history_page("testamab", "en", day=date(2025, 9, 10)).territories

    assert [(each.wording, each.certainty) for each in place.in_force] == [
        ("old", "possible"),
        ("new", "possible"),
    ]
    assert {each.note for each in place.in_force} == {
        "Old or new wording: the sources leave open which of them held on this day."
    }
    assert answers(date(2025, 8, 31)) == [("Territory CN", [("old", "certain")])]
    assert answers(date(2025, 9, 30)) == [("Territory CN", [("new", "certain")])]


def test_withdrawn_indications_end_with_their_licence(product):
    licence = make.authorisation()
    granted = make.authorisation_version(licence)
    row = make.indication_version(make.indication(licence), "text")
    make.recorded(granted, row)
    withdrawal = make.authorisation_version(
        licence, "2026-01-01", status=AuthorisationStatus.WITHDRAWN
    )
    end(
        [granted, row],
        end=make.day("2026-01-01"),
        opens=[withdrawal],
        by=make.person(),
        reason="The holder withdrew it",
        evidence=make.evidence(),
        disclose=NOW,
    )

    assert answers(date(2025, 12, 31)) == [("Territory CN", [("text", "certain")])]
    assert answers(date(2026, 1, 1)) == [("Territory CN", [])]


def test_history_is_newest_first_with_the_bounds_as_known(wording):
    amended(wording, "2025-09", "new")

    (place,) = history_page("testamab", "en").territories
    (indication,) = place.indications

    assert [(each.wording, each.period) for each in indication.wordings] == [
        ("new", "In force from: September 2025"),
        ("old", "In force from: May 2025 · no longer from: September 2025"),
    ]


def test_home_comes_before_other_territories(product):
    for code in ("AU", "CN", "US"):
        make.approved(code=code)

    places = history_page("testamab", "en").territories

    assert [place.name for place in places] == ["Territory CN", "Territory AU", "Territory US"]


def test_sources_are_those_of_the_change_set(product):
    letter = make.source("letter", url="https://example.org/letter", dated_on=date(2025, 5, 29))
    paper = make.source("paper", kind=SourceKind.TRADE_PRESS, url="javascript:alert(1)")
    make.source("never-cited")
    cited = [Evidence(paper, stance=Stance.CONTRADICTS, note="internal doubt"), Evidence(letter)]
    make.approved(evidence=cited)

    (place,) = history_page("testamab", "en").territories
    sources = place.in_force[0].sources

    assert [(each.title, each.kind, each.url, each.date) for each in sources] == [
        ("letter (made up)", "Approval letter", "https://example.org/letter", date(2025, 5, 29)),
        ("paper (made up)", "Trade press, says otherwise", "", None),
    ]


def test_undisclosed_amendment_and_its_source_stay_unseen(wording, client):
    address = "/en/products/testamab/indications/?as_of=2025-10-01"
    before = client.get(address).content

    amended(wording, "2025-09-01", "secret wording", disclose=NOT_YET)

    assert client.get(address).content == before
    assert answers(date(2025, 10, 1)) == [("Territory CN", [("old", "certain")])]


def test_amendment_shows_from_its_disclosure(wording):
    moment = timezone.now() + timedelta(days=1)
    amended(wording, "2025-09-01", "new", disclose=Disclose(at=moment))

    before = history_page("testamab", "en", day=date(2025, 10, 1))
    after = history_page("testamab", "en", at=moment, day=date(2025, 10, 1))

    assert [each.wording for each in before.territories[0].in_force] == ["old"]
    assert [each.wording for each in after.territories[0].in_force] == ["new"]


def test_day_before_everything_is_not_recorded_here(wording):
    before = history_page("testamab", "en", day=date(2025, 4, 30))
    within = history_page("testamab", "en", day=date(2025, 5, 1))

    assert (before.is_before_register, str(before.begins)) == (True, "May 2025")
    assert within.is_before_register is False


def test_today_is_counted_where_the_licence_is(product):
    """ADV-34: without a day, each territory has its own."""
    noon_in_shanghai = timezone.now().replace(hour=4, minute=0) + timedelta(days=2)
    today = noon_in_shanghai.date().isoformat()
    make.approved(code="CN", start=today, texts=["cn"])
    make.approved(code="US", start=today, texts=["us"])

    in_force = {
        place.name: len(place.in_force)
        for place in history_page("testamab", "en", at=noon_in_shanghai).territories
    }

    assert in_force == {"Territory CN": 1, "Territory US": 0}


def test_amended_wording_keeps_the_sources_of_its_start(wording):
    """An amendment gives the old wording an end; what supported its start goes on doing so."""
    amended(wording, "2025-09-01", "new")

    (place,) = history_page("testamab", "en", day=date(2025, 8, 1)).territories
    (old,) = place.in_force
    (place,) = history_page("testamab", "en", day=date(2025, 10, 1)).territories
    (new,) = place.in_force

    assert [source.title for source in old.sources] == [
        "made-up-letter (made up)",
        "second-letter (made up)",
    ]
    assert [source.title for source in new.sources] == ["second-letter (made up)"]
