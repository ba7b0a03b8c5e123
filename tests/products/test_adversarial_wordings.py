"""The adversarial cases of domain.md, section 10, that concern what is in force when."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from ledger.actions import NOW, amend, commit, correct, end, record
from ledger.dates import ImpreciseDate
from ledger.enums import ChangeKind
from ledger.errors import NoCertainDayError, OverlapError
from ledger.models import ChangeSet, period
from products.enums import ApprovalBasis
from products.errors import IndicationOutlivesAuthorisationError, NotApprovedError
from products.models import IndicationVersion, PresentationVersion, Procedure, RegulatoryEvent
from tests import factories as make
from tests.factories import day
from tests.invariants.acts import begin, opened
from tests.ledger.rows import rows_of


@pytest.fixture
def signed(db):
    return {
        "by": make.person(),
        "evidence": make.evidence("letter"),
        "reason": "As decided by the authority",
        "disclose": NOW,
    }


def texts(day_written, seq=None, **filters):
    """Return the wordings in force for certain on a day, by slot."""
    rows = IndicationVersion.objects.known(seq, date.fromisoformat(day_written)).certain()
    rows = rows.filter(**filters).order_by("indication__slot")
    return list(rows.values_list("text", flat=True))


def granted(wording):
    return wording.indication.authorisation.versions.get(closed_by=None)


def test_adv_01_approval_recorded_weeks_late(signed):
    make.approved(texts=["first"])
    late = make.indication_version(make.indication(slot=2), "second", start="2025-09-10")
    record([late], kind=ChangeKind.LATE_ENTRY, **signed)

    assert texts("2025-09-10") == ["first", "second"]
    assert texts("2025-09-09") == ["first"]
    assert texts("2025-09-10", seq=1) == ["first"]


def test_adv_04_withdrawal_with_an_open_indication(signed):
    [wording] = make.approved()
    withdrawn = make.authorisation_version(start="2027-01-01", status="withdrawn")

    with pytest.raises(IndicationOutlivesAuthorisationError):
        end([granted(wording)], end=day("2027-01-01"), opens=[withdrawn], **signed)

    assert granted(wording).end is None
    assert ChangeSet.objects.count() == 1


def test_adv_04_withdrawal_a_day_too_late_for_an_indication(signed):
    [wording] = make.approved()
    ended = [
        row.copied(**period(row.start, day(to)))
        for row, to in (
            (granted(wording), "2027-01-01"),
            (wording, "2027-01-02"),
        )
    ]
    rows = {"closes": [granted(wording), wording], "opens": ended}

    with pytest.raises(IndicationOutlivesAuthorisationError):
        commit(kind=ChangeKind.WITHDRAWAL, **rows, **signed)


def test_adv_05_one_indication_withdrawn_the_licence_continues(signed):
    first, second = make.approved(texts=["confirmed", "not confirmed"])

    end([second], end=day("2026-06-01"), **signed)

    assert texts("2026-05-31") == ["confirmed", "not confirmed"]
    assert texts("2026-06-01") == ["confirmed"]
    assert granted(first).status == "granted"
    assert granted(first).closed_by is None


def test_adv_06_indication_split_in_two(signed):
    [both] = make.approved(texts=["adults and children"])
    halves = [
        make.indication_version(make.indication(slot=slot), text, start="2026-06-01")
        for slot, text in ((2, "adults"), (3, "children"))
    ]

    end([both], end=day("2026-06-01"), opens=halves, **signed)

    assert texts("2026-05-31") == ["adults and children"]
    assert texts("2026-06-01") == ["adults", "children"]
    assert [row[0] for row in rows_of(both.indication)] == ["adults and children"] * 2
    assert {row.opened_by_id for row in halves} == {2}


def test_adv_07_two_acts_on_one_day_known_together(signed):
    [wording] = make.approved(texts=["old"])
    acts = make.evidence("first-letter", "second-letter")

    amend(
        wording,
        start=day("2026-03-01"),
        changes={"text": "final"},
        **signed | {"evidence": acts},
    )

    assert texts("2026-03-01") == ["final"]
    opener = IndicationVersion.objects.get(text="final").opened_by
    cited = [citation.source.key for citation in opener.citations.all()]
    assert cited == ["first-letter", "second-letter"]


def test_adv_07_a_second_open_wording_of_that_day_is_refused(signed):
    [wording] = make.approved(texts=["old"])
    amend(wording, start=day("2026-03-01"), changes={"text": "first"}, **signed)

    with pytest.raises(OverlapError):
        make.recorded(make.indication_version(wording.indication, "second", start="2026-03-01"))


def test_adv_07_the_second_act_of_the_day_entered_later(signed):
    [wording] = make.approved(texts=["old"])
    amend(wording, start=day("2026-03-01"), changes={"text": "first"}, **signed)
    first = wording.indication.versions.get(text="first")

    amend(first, start=day("2026-03-01"), changes={"text": "second"}, **signed)

    assert rows_of(wording.indication)[1:] == [
        ("old", "2025-05-29", "2026-03-01", "2025-05-29", "2026-03-01", 2, None),
        ("first", "2026-03-01", None, "2026-03-01", None, 2, 3),
        ("second", "2026-03-01", None, "2026-03-01", None, 3, None),
    ]
    assert (texts("2026-03-01", seq=2), texts("2026-03-01", seq=3)) == (["first"], ["second"])


def test_adv_08_one_instant_two_days(signed):
    """Approved in Washington on 13 November, in the evening, when Shanghai has the 14th."""
    [wording] = make.approved(code="US", start="2025-11-13", texts=["US wording"])
    event = make.regulatory_event(
        code="US",
        date="2025-11-13",
        exchange_filed_on=date(2025, 11, 14),
        announced_on=date(2025, 11, 17),
    )
    make.recorded(event)
    shanghai = ZoneInfo("Asia/Shanghai")

    def in_force(*moment):
        rows = IndicationVersion.objects.on(at=datetime(*moment, tzinfo=shanghai))
        return [row.text for row in rows.certain()]

    assert in_force(2025, 11, 14, 8) == ["US wording"]
    assert in_force(2025, 11, 13, 14) == ["US wording"]
    assert in_force(2025, 11, 13, 12) == []
    kept = RegulatoryEvent.objects.get()
    assert (wording.start, kept.date) == (day("2025-11-13"), day("2025-11-13"))
    assert [kept.exchange_filed_on.day, kept.announced_on.day] == [14, 17]
    assert kept.opened_by.recorded_at > datetime(2025, 11, 17, tzinfo=UTC)


def test_adv_10_a_month_is_only_possible_inside(signed):
    make.approved(start="May 2025")

    rows = IndicationVersion.objects.known(day=date(2025, 5, 15))

    assert [row.certainty for row in rows] == ["possible"]
    assert texts("2025-05-15") == []


@pytest.mark.parametrize("month", ("May 2025", "2025-05-10/2025-05-20"))
def test_adv_11_start_and_end_in_one_uncertain_period(signed, month):
    [wording] = make.approved(start=month)

    with pytest.raises(NoCertainDayError, match="Give closer bounds"):
        end([wording, granted(wording)], end=day(month), **signed)

    events = [make.regulatory_event(date=month), make.regulatory_event(date=month)]
    record(events, **signed | {"reason": "Both are events of that month"})
    assert [str(e.date.precision) for e in RegulatoryEvent.objects.all()] == [
        day(month).precision
    ] * 2


def test_adv_13_conditional_approval_becomes_full(signed):
    licence = make.authorisation()
    wording = make.indication_version(approval_basis=ApprovalBasis.CONDITIONAL, text="unchanged")
    make.recorded(make.authorisation_version(licence), wording)

    amend(
        wording,
        start=day("2026-03-01"),
        changes={"approval_basis": ApprovalBasis.FULL},
        **signed,
    )

    assert [row[0] for row in rows_of(wording.indication, "approval_basis")] == [
        "conditional",
        "conditional",
        "full",
    ]
    assert {row[0] for row in rows_of(wording.indication)} == {"unchanged"}


def test_adv_17_only_the_approved_wording_opens_a_version(signed):
    applied = make.procedure(filed_text="pre-, peri- and postmenopausal female patients")
    make.recorded(applied)
    [wording] = make.approved(texts=["adult patients"])

    assert list(IndicationVersion.objects.values_list("text", flat=True)) == ["adult patients"]
    assert Procedure.objects.get().filed_text == "pre-, peri- and postmenopausal female patients"
    assert wording.text == "adult patients"


@pytest.mark.parametrize("kind", ("filing_accepted", "tentative_approval", "refused"))
def test_adv_17_a_step_that_approves_nothing_opens_no_wording(signed, kind):
    make.approved()
    wording = make.indication_version(make.indication(slot=2), "applied for")
    event = make.regulatory_event(kind=kind)

    with pytest.raises(NotApprovedError):
        make.recorded(wording, event, make.event_indication(event, wording.indication))

    assert IndicationVersion.objects.count() == 1


def test_adv_18_a_new_strength_opens_no_wording(signed):
    [wording] = make.approved()
    strength = make.presentation(wording.indication.authorisation, "420 mg")

    record([make.presentation_version(strength, start="2026-03-01")], **signed)

    assert IndicationVersion.objects.count() == 1
    known = PresentationVersion.objects.known(day=date(2026, 3, 1))
    assert [str(row) for row in known] == ["420 mg"]


def test_adv_26_correction_of_a_correction(signed):
    [first] = make.approved(texts=["r"])
    correct(first, changes={"text": "r'"}, **signed)
    correct(first.indication.versions.get(text="r'"), changes={"text": "r''"}, **signed)

    assert [texts("2026-01-01", seq=seq) for seq in (1, 2, 3)] == [["r"], ["r'"], ["r''"]]


def test_adv_26_correction_of_a_past_period(signed):
    [wording] = make.approved(texts=["patients"])
    amend(wording, start=day("2026-03-01"), changes={"text": "narrowed"}, **signed)
    past = wording.indication.versions.get(text="patients", closed_by=None)

    correct(past, changes={"text": "adult patients"}, **signed)

    assert rows_of(wording.indication)[1:] == [
        ("patients", "2025-05-29", "2026-03-01", "2025-05-29", "2026-03-01", 2, 3),
        ("narrowed", "2026-03-01", None, "2026-03-01", None, 2, None),
        ("adult patients", "2025-05-29", "2026-03-01", "2025-05-29", "2026-03-01", 3, None),
    ]
    assert [texts("2026-02-28", seq=seq) for seq in (1, 2, 3)] == [
        ["patients"],
        ["patients"],
        ["adult patients"],
    ]
    assert texts("2026-03-01") == ["narrowed"]


def test_adv_28_a_client_s_own_position_and_time_are_ignored(db):
    long_ago = datetime(2001, 1, 1, tzinfo=UTC)
    before = timezone.now()

    change_set = ChangeSet.objects.create(
        seq=77, recorded_at=long_ago, txid=1, kind="initial", actor=make.person()
    )

    assert change_set.seq == 1
    assert ChangeSet.objects.get().recorded_at >= before - timedelta(seconds=1)


def test_adv_28_a_backdated_row_is_refused(signed):
    [wording] = make.approved()
    row = make.indication_version(make.indication(slot=2), "backdated")
    row.opened_by = wording.opened_by

    with pytest.raises(IntegrityError, match="INV-5"), transaction.atomic():
        row.save()


def test_adv_28_an_action_sets_the_position_itself(signed):
    [wording] = make.approved()
    row = make.indication_version(make.indication(slot=2), "backdated")
    row.opened_by = wording.opened_by

    record([row], **signed)

    assert row.opened_by_id == 2


@pytest.mark.parametrize(
    ("valid", "error"),
    (
        ("[2026-01-01,2026-01-01)", IntegrityError),
        ("empty", IntegrityError),
        ("[2026-01-02,2026-01-01)", DataError),
        ("(,2026-01-01)", IntegrityError),
        ("(,)", IntegrityError),
        ("[-infinity,2026-01-01)", IntegrityError),
    ),
)
def test_adv_29_no_row_is_valid_never_or_for_ever(db, valid, error):
    row = make.indication_version()

    with pytest.raises(error), transaction.atomic():
        opened(row, begin(), valid=valid)


@pytest.mark.parametrize(
    ("zone", "moment", "local"),
    (
        ("Asia/Shanghai", "2028-02-28T16:00Z", "2028-02-29"),
        ("America/New_York", "2028-03-01T04:59Z", "2028-02-29"),
        ("America/New_York", "2028-03-01T05:00Z", "2028-03-01"),
        ("Asia/Shanghai", "2026-12-31T15:59Z", "2026-12-31"),
        ("Asia/Shanghai", "2026-12-31T16:00Z", "2027-01-01"),
        ("America/New_York", "2027-01-01T04:59Z", "2026-12-31"),
        ("Europe/Brussels", "2026-03-29T00:59Z", "2026-03-29"),
        ("Europe/Brussels", "2026-03-28T22:59Z", "2026-03-28"),
        ("Europe/Brussels", "2026-03-29T21:59Z", "2026-03-29"),
        ("Europe/Brussels", "2026-03-29T22:00Z", "2026-03-30"),
        ("America/New_York", "2026-11-01T03:59Z", "2026-10-31"),
        ("America/New_York", "2026-11-02T04:59Z", "2026-11-01"),
        ("America/New_York", "2026-11-02T05:00Z", "2026-11-02"),
    ),
)
def test_adv_34_an_instant_is_a_day_of_the_territory(db, zone, moment, local):
    make.jurisdiction("XX", time_zone=zone)
    make.approved("drug", "XX", start=local)
    at = datetime.fromisoformat(moment.replace("Z", "+00:00"))
    first = date.fromisoformat(local)

    assert IndicationVersion.objects.on(at=at).get().asked_on == first
    assert IndicationVersion.objects.on(at=at).certain().count() == 1
    day_before = at - timedelta(hours=26)  # a night may have 25 hours
    assert not IndicationVersion.objects.on(at=day_before).exists()


@pytest.mark.parametrize("last", ("2028-02-29", "2026-12-31"))
def test_adv_34_a_period_ends_with_its_last_day(signed, last):
    [wording] = make.approved(texts=["made up"])
    last_day = date.fromisoformat(last)

    end([wording], end=ImpreciseDate.on(last_day + timedelta(days=1)), **signed)

    assert texts(last) == ["made up"]
    assert texts(str(last_day + timedelta(days=1))) == []


ODD = (
    "ＨＲ＋／ＨＥＲ２－ full-width",
    "non\u00a0breaking\u2009thin\u202fnarrow",
    "human epidermal growth factor receptor2 (HER2)-negative",
    "interferon-α, TNF-β, κ-light chain",
    "TESTAMAB® (made up)™",
    "e\u0301 and \u00e9, \u212b and \u00c5",
    " leading, trailing \t and\r\nline ends ",
    "与芳香化酶抑制剂联合使用，用于治疗…",
    "zero\u200bwidth \ufeffmark",
    "quote ' \" \\ backslash %s {braces} <b>&amp;</b>",
)


@pytest.mark.parametrize("text", ODD)
def test_adv_35_stored_bytes_are_untouched(signed, text):
    [wording] = make.approved(texts=[text])
    amend(wording, start=day("2026-03-01"), changes={"approval_basis": "full"}, **signed)

    stored = IndicationVersion.objects.values_list("text", flat=True)

    assert [found.encode() for found in stored] == [text.encode()] * 3
