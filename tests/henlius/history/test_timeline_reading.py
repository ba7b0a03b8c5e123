"""What a timeline reads of a product: its rows in the window, as known or as public, and no others."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from henlius.history.asking.question import Question
from henlius.history.timeline.asked import Asked
from henlius.history.timeline.reading import read
from henlius.history.timeline.steps import steps
from ledger.actions import NOT_YET, NOW, Disclose, amend, correct
from ledger.enums import ChangeKind
from ledger.models import ChangeSet
from products.enums import AuthorisationStatus, EventKind
from products.models import IndicationVersion
from tests import factories as make
from tests.factories import newsroom

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2024, 1, 1), date(2028, 1, 1)


def reading(first=FIRST, last=LAST, number=1, **question):
    return read(Asked(Question(product=make.product(), **question), first, last), "en", number)


def drawn(**asked):
    """Return `{(territory, lane): [(kind, text or title)]}`."""
    return {
        (place.code, lane.heading): [(e.kind, e.text or e.title) for e in lane.entries]
        for place in reading(**asked).territories
        for lane in place.lanes
    }


def acted(verb, row, disclose=NOW, **fields):
    recording = {"by": make.person(), "reason": "Made-up reason", "disclose": disclose}
    verb(row, evidence=make.evidence("other"), **recording, **fields)


def position():
    return ChangeSet.objects.order_by("-seq").first().seq


def test_territories_lanes_and_entries_of_one_product():
    make.approved(texts=["first", "second"])
    make.approved(code="US", texts=["third"])
    make.approved(slug="other", texts=["of another product"])

    assert drawn() == {
        ("CN", "Authorisation"): [("authorisation", "Authorisation: granted")],
        ("CN", "1: made-up-disease (made up)"): [("wording", "first")],
        ("CN", "2: made-up-disease (made up)"): [("wording", "second")],
        ("US", "Authorisation"): [("authorisation", "Authorisation: granted")],
        ("US", "1: made-up-disease (made up)"): [("wording", "third")],
    }


def test_adv_20_a_member_stands_beside_the_whole_through_which_it_is_covered():
    make.approved(code="EU", texts=["of the whole"])
    make.approved(code="US", texts=["of neither"])
    make.recorded(make.membership_version(end="2025-06-01"))
    member = make.jurisdiction("GB")

    def codes(**window):
        return [place.code for place in reading(jurisdiction=member, **window).territories]

    assert codes() == ["EU"]
    assert codes(first=date(2025, 6, 1)) == []


@pytest.mark.parametrize(
    ("start", "end", "first", "last", "is_drawn"),
    (
        ("2025-05", "2026-03", "2025-05-01", "2025-05-02", True),
        ("2025-05", "2026-03", "2025-04-30", "2025-05-01", False),
        ("2025-05", "2026-03", "2026-03-30", "2026-03-31", True),
        ("2025-05", "2026-03", "2026-03-31", "2026-04-01", False),
        ("../2025-05-31", None, "1990-01-01", "1990-01-02", True),
        ("2025-05-31", "since 2026-03-01", "2090-01-01", "2090-01-02", True),
    ),
)
def test_a_version_is_read_when_it_may_hold_in_the_window(start, end, first, last, is_drawn):
    make.recorded(
        make.authorisation_version(start="../2025-05-31"),
        make.indication_version(text="wording", start=start, end=end),
    )

    window = {"first": date.fromisoformat(first), "last": date.fromisoformat(last)}

    found = drawn(**window)
    assert [e for entries in found.values() for e in entries if e[0] == "wording"] == (
        [("wording", "wording")] if is_drawn else []
    )


def test_an_uncertain_start_is_told_with_its_evidence_and_recorder():
    (wording,) = make.approved(start="2025-05", texts=["text"], approver=make.person("signer"))

    entry = reading(day=date(2025, 5, 15)).territories[0].lanes[1].entries[0]

    assert entry.when == "Start: May 2025"
    assert entry.certainty == (
        "Certain from 2025-05-31, possible from 2025-05-01. No end is recorded."
    )
    assert entry.on_day == "possible"
    assert (entry.recording.by, entry.recording.approver) == ("recorder", "signed by signer")
    assert [cited.title for cited in entry.evidence] == ["made-up-letter (made up)"]
    assert entry.record_url == (f"/admin/history/record/products.indicationversion/{wording.pk}/")


def test_a_wording_that_was_given_an_end_keeps_the_evidence_of_its_start():
    (wording,) = make.approved(texts=["old"])
    acted(amend, wording, start=make.day("2026-03-01"), changes={"text": "new"})

    old, new = reading().territories[0].lanes[1].entries

    assert (old.text, new.text) == ("old", "new")
    assert [cited.title for cited in old.evidence] == [
        "made-up-letter (made up)",
        "other (made up)",
    ]
    assert [cited.title for cited in new.evidence] == ["other (made up)"]


def test_as_known_before_a_correction():
    (wording,) = make.approved(texts=["wrong"])
    before = position()
    acted(correct, wording, changes={"text": "right"})

    lane = ("CN", "1: made-up-disease (made up)")
    assert drawn()[lane] == [("wording", "right")]
    assert drawn(seq=before)[lane] == [("wording", "wrong")]
    assert drawn(seq=0) == {}


def test_as_public_leaves_out_what_was_not():
    (wording,) = make.approved(texts=["public"])
    acted(
        amend, wording, start=make.day("2026-03-01"), changes={"text": "hidden"}, disclose=NOT_YET
    )

    lane = ("CN", "1: made-up-disease (made up)")
    assert drawn()[lane] == [("wording", "public"), ("wording", "hidden")]
    assert drawn(public_at=timezone.now())[lane] == [("wording", "public")]
    assert drawn(public_at=timezone.now() - timedelta(days=1)) == {}
    known = reading().territories[0].lanes[1].entries
    seen = reading(public_at=timezone.now()).territories[0].lanes[1].entries
    assert [[entry.is_hidden for entry in entries] for entries in (known, seen)] == [
        [True, True],
        [False],
    ]


def test_events_stand_on_their_indications_or_on_the_territory():
    make.approved(texts=["text"])
    approval = make.regulatory_event()
    make.recorded(approval, make.event_indication(approval))
    make.recorded(make.regulatory_event(kind=EventKind.COMPLETE_RESPONSE, date="2025-02"))
    make.recorded(make.regulatory_event(kind=EventKind.FILING_ACCEPTED, code="US"))
    make.recorded(make.regulatory_event(make.product("other"), code="EU"))

    assert drawn() == {
        ("CN", "Authorisation"): [
            ("authorisation", "Authorisation: granted"),
            ("event", "Complete response letter"),
        ],
        ("CN", "1: made-up-disease (made up)"): [("wording", "text"), ("event", "First approval")],
        ("US", "No authorisation in these years"): [("event", "Application accepted for review")],
    }


def test_an_expected_decision_is_forward_looking():
    case = make.procedure()
    make.recorded(case, make.expected_decision(case, window="Q3 2027"))

    (entry,) = reading().territories[0].lanes[0].entries

    assert (entry.kind, entry.when) == ("expected", "third quarter of 2027")
    assert entry.certainty == "Forward-looking: nothing has been decided."


def test_states_of_an_authorisation_adjoin():
    licence = make.authorisation()
    make.recorded(
        make.authorisation_version(licence, "2025-01-01", "2026-01-01"),
        make.authorisation_version(licence, "2026-01-01", status=AuthorisationStatus.SUSPENDED),
    )

    (lane,) = reading().territories[0].lanes

    assert [entry.tone for entry in lane.entries] == ["granted", "suspended"]


@pytest.fixture
def release(db):
    of_old = {"kind": ChangeKind.IMPORT, "disclose": Disclose(datetime(2025, 5, 29, tzinfo=UTC))}
    make.approved(texts=["text"], **of_old)
    make.recorded(make.product_facts(), make.trade_name_version(), **of_old)
    release = newsroom.release("announcing")
    newsroom.indication_list(release)
    return release


def titles(**asked):
    found = drawn(**asked)
    return {
        lane: [t for kind, t in entries if kind == "release"] for lane, entries in found.items()
    }


def test_a_release_is_marked_where_it_shows_a_fact(release):
    before = position()
    newsroom.published(release)
    other = newsroom.release("about-nothing")
    newsroom.published(other)

    (title,) = titles()["CN", "1: made-up-disease (made up)"]
    assert title == "Made-up title of announcing"
    assert titles(seq=before)["CN", "1: made-up-disease (made up)"] == [title]
    assert titles(seq=before - 1)["CN", "1: made-up-disease (made up)"] == []
    assert titles()["CN", "Authorisation"] == []


def test_a_release_from_before_stands_on_its_own_day(release):
    release.originally_published_on = date(2025, 9, 17)
    release.save()
    newsroom.published(release)

    (lane,) = [each for each in reading().territories[0].lanes if each.key.startswith("indication")]

    assert [str(e.day) for e in lane.entries if e.day] == ["17 September 2025"]
    assert titles(last=date(2025, 9, 17))["CN", "1: made-up-disease (made up)"] == []


def test_a_release_scheduled_is_not_there_as_public_now(release):
    at = timezone.now() + timedelta(days=1)
    newsroom.published(release, at=at)

    entry = reading(last=LAST).territories[0].lanes[1].entries[-1]

    assert entry.tone == "scheduled"
    assert titles(public_at=timezone.now())["CN", "1: made-up-disease (made up)"] == []


def test_steps_are_the_change_sets_that_touch_the_product():
    (wording,) = make.approved()
    first = position()
    make.approved(slug="other")
    make.recorded(make.regulatory_event(), kind=ChangeKind.LATE_ENTRY)
    event = position()
    acted(correct, wording, changes={"text": "right"})

    assert [step.seq for step in steps(make.product())] == [first, event, position()]


@pytest.mark.parametrize("count", (1, 3))
def test_reading_takes_a_constant_number_of_queries(django_assert_num_queries, count):
    for code in ("CN", "US", "EU")[:count]:
        wordings = make.approved(code=code, texts=["one", "two", "three"][:count])
        event = make.regulatory_event(code=code)
        make.recorded(event, make.event_indication(event, wordings[0].indication))
    asked = Asked(Question(product=make.product()), FIRST, LAST)

    with django_assert_num_queries(8):
        found = read(asked, "en")

    assert [place.code for place in found.territories] == sorted(
        ["CN", "US", "EU"][:count], key=lambda c: (c != "CN", c)
    )
    assert sum(len(lane.entries) for place in found.territories for lane in place.lanes) == (
        count * (count + 2)
    )


def test_only_the_territories_of_a_page_are_read(monkeypatch):
    monkeypatch.setattr("henlius.history.timeline.places.paged.__defaults__", (2,))
    for code in ("CN", "US", "EU"):
        make.approved(code=code)

    assert [
        [place.code for place in reading(number=number).territories] for number in (1, 2, 3, 4)
    ] == [["CN"], ["EU"], ["US"], ["US"]]
    assert reading().pages == 3


def test_one_territory_alone():
    make.approved(texts=["here"])
    make.approved(code="US", texts=["there"])

    found = drawn(jurisdiction=make.jurisdiction("US"))

    assert {code for code, _lane in found} == {"US"}
    assert IndicationVersion.objects.count() == 2
