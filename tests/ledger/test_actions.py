import pytest

from ledger import checks
from ledger.actions import (
    NOT_YET,
    NOW,
    Evidence,
    amend,
    commit,
    correct,
    end,
    evidence_of,
    record,
    retract,
)
from ledger.enums import ChangeKind, Stance
from ledger.errors import (
    EndsBeforeError,
    LedgerError,
    MissingEvidenceError,
    NoCertainDayError,
    OverlapError,
    ReasonTooShortError,
    SamePersonError,
    StaleBaseError,
    UnknownCodeError,
)
from ledger.models import ChangeSet, Citation, Disclosure, period
from products.enums import ApprovalBasis
from products.models import IndicationVersion, RegulatoryEvent
from tests import factories as make
from tests.factories import day
from tests.ledger.rows import rows_of

WHY = {"reason": "As decided by the authority", "disclose": NOW}


@pytest.fixture
def signed(db):
    return {"by": make.person(), "evidence": make.evidence("letter"), **WHY}


@pytest.fixture
def wording(db):
    """A wording in force since 29 May 2025, opened by the first change set."""
    return make.approved(texts=["old"])[0]


def test_record_opens_rows_in_one_change_set(db):
    facts, figure = make.product_facts(), make.company_figure()

    change_set = record(
        [facts, figure], by=make.person("one"), evidence=make.evidence("letter"), disclose=NOW
    )

    assert (change_set.seq, change_set.kind, change_set.actor.username) == (1, "initial", "one")
    assert (facts.opened_by_id, figure.opened_by_id) == (1, 1)
    assert (facts.closed_by_id, figure.closed_by_id) == (None, None)
    assert change_set.disclosure.at == change_set.recorded_at


def test_a_row_may_point_to_one_before_it(db):
    event = make.regulatory_event()
    indication = make.indication()
    make.recorded(event, make.event_indication(event, indication))

    assert list(RegulatoryEvent.objects.get().indications.all()) == [indication]


def test_amend_bounds_the_old_wording_and_opens_the_new(wording, signed):
    amend(wording, start=day("2026-03-01"), changes={"text": "new"}, **signed)

    assert rows_of(wording.indication) == [
        ("old", "2025-05-29", None, "2025-05-29", None, 1, 2),
        ("old", "2025-05-29", "2026-03-01", "2025-05-29", "2026-03-01", 2, None),
        ("new", "2026-03-01", None, "2026-03-01", None, 2, None),
    ]


def test_amend_in_an_uncertain_month_leaves_both_possible(wording, signed):
    amend(wording, start=day("March 2026"), changes={"text": "new"}, **signed)

    assert rows_of(wording.indication)[1:] == [
        ("old", "2025-05-29", "2026-03-01", "2025-05-29", "2026-03-31", 2, None),
        ("new", "2026-03-31", None, "2026-03-01", None, 2, None),
    ]
    before, after = wording.indication.versions.filter(closed_by=None).order_by("pk")
    assert (str(before.end), str(after.start)) == ("March 2026", "March 2026")


def test_amend_keeps_the_end_and_the_other_facts(db, signed):
    right = make.right_version(end="2030-01-01", terms="10% (made up)", is_exclusive=True)
    make.recorded(right)

    amend(right, start=day("2026-03-01"), changes={"territories": ["CN", "HK"]}, **signed)

    after = right.right.versions.order_by("pk").last()
    assert (after.territories, after.terms, after.is_exclusive) == (
        ["CN", "HK"],
        "10% (made up)",
        True,
    )
    assert (str(after.start), str(after.end)) == ("1 March 2026", "1 January 2030")


@pytest.mark.parametrize("start", ("2025-05-28", "May 2025", "2025"))
def test_amend_leaves_the_old_wording_a_certain_day(wording, signed, start):
    with pytest.raises(NoCertainDayError):
        amend(wording, start=day(start), changes={"text": "new"}, **signed)

    assert rows_of(wording.indication) == [("old", "2025-05-29", None, "2025-05-29", None, 1, None)]


def test_amend_after_the_end_is_refused(db, signed):
    right = make.right_version(end="2026-01-01")
    make.recorded(right)

    with pytest.raises(NoCertainDayError):
        amend(right, start=day("2026-01-01"), changes={"terms": "new"}, **signed)


def test_correct_keeps_the_period(wording, signed):
    correct(wording, changes={"text": "right"}, **signed)

    assert rows_of(wording.indication) == [
        ("old", "2025-05-29", None, "2025-05-29", None, 1, 2),
        ("right", "2025-05-29", None, "2025-05-29", None, 2, None),
    ]


def test_correct_may_mend_the_dates(wording, signed):
    correct(wording, changes=period(day("June 2025"), day("2026")), **signed)

    assert rows_of(wording.indication)[1:] == [
        ("old", "2025-06-30", "2026-01-01", "2025-06-01", "2026-12-31", 2, None)
    ]


def test_correct_mends_an_imprecise_date_of_an_event(db, signed):
    event = make.recorded(make.regulatory_event(date="May 2025"))

    correct(event, changes={"date": day("2025-05-29"), "number": "X-1 (made up)"}, **signed)

    mended = RegulatoryEvent.objects.current().get()
    assert (mended.date, mended.number, mended.kind) == (
        day("2025-05-29"),
        "X-1 (made up)",
        event.kind,
    )


def test_correct_refuses_a_fact_that_the_row_does_not_have(wording, signed):
    with pytest.raises(TypeError, match="wordign"):
        correct(wording, changes={"wordign": "right"}, **signed)


def test_an_entry_error_carries_the_evidence_over(db):
    cited = [
        Evidence(make.source("letter"), "page 2"),
        Evidence(make.source("wire"), "", Stance.CONTRADICTS, "one month earlier"),
    ]
    [wording] = make.approved(texts=["“olb” for “old”"], evidence=cited)

    change_set = correct(
        wording,
        changes={"text": "old"},
        by=make.person(),
        reason="The last letter was mistyped",
        entry_error="“olb” for “old”",
    )

    assert change_set.entry_error == "“olb” for “old”"
    assert list(change_set.citations.values_list("source__key", "locator", "stance", "note")) == [
        ("letter", "page 2", "supports", None),
        ("wire", "", "contradicts", "one month earlier"),
    ]


def test_a_correction_names_a_source_or_the_entry_error(wording):
    with pytest.raises(MissingEvidenceError):
        correct(wording, changes={"text": "right"}, by=make.person(), reason="It reads otherwise")


def test_retract_closes_and_opens_nothing(wording):
    retract([wording], by=make.person(), reason="This was never approved")

    assert rows_of(wording.indication) == [("old", "2025-05-29", None, "2025-05-29", None, 1, 2)]
    assert ChangeSet.objects.get(seq=2).citations.count() == 0


def test_end_bounds_every_version_and_opens_what_begins_there(db, signed):
    [wording] = make.approved(texts=["old"])
    licence = wording.indication.authorisation
    withdrawn = make.authorisation_version(licence, start="2027-01-01", status="withdrawn")

    end([wording, licence.versions.get()], end=day("2027-01-01"), opens=[withdrawn], **signed)

    assert rows_of(wording.indication)[1:] == [
        ("old", "2025-05-29", "2027-01-01", "2025-05-29", "2027-01-01", 2, None)
    ]
    assert rows_of(licence, "status") == [
        ("granted", "2025-05-29", None, "2025-05-29", None, 1, 2),
        ("granted", "2025-05-29", "2027-01-01", "2025-05-29", "2027-01-01", 2, None),
        ("withdrawn", "2027-01-01", None, "2027-01-01", None, 2, None),
    ]


def test_end_with_only_an_earliest_day_stays_possible(wording, signed):
    end([wording], end=day("not before 2027-01-01"), **signed)

    assert rows_of(wording.indication)[1:] == [
        ("old", "2025-05-29", "2027-01-01", "2025-05-29", None, 2, None)
    ]
    known = IndicationVersion.objects.known(day=day("2031-01-01").earliest)
    assert [row.certainty for row in known] == ["possible"]


@pytest.mark.parametrize("later", ("2026-01-01", "2028-01-01"))
def test_end_never_lengthens(db, signed, later):
    right = make.recorded(make.right_version(end="2026-01-01"))

    with pytest.raises(EndsBeforeError):
        end([right], end=day(later), **signed)


@pytest.mark.parametrize(
    ("started", "ended"),
    (("May 2025", "May 2025"), ("2025-05-29", "2025-05-29"), ("2025", "H2 2025")),
)
def test_a_period_without_a_certain_day_is_refused(started, ended):
    with pytest.raises(NoCertainDayError):
        period(day(started), day(ended))


@pytest.mark.parametrize(
    ("started", "ended", "field"),
    (("since 2024", None, "start"), ("2024", "by 2025", "end")),
)
def test_a_period_needs_its_inner_bounds(started, ended, field):
    with pytest.raises(LedgerError) as refusal:
        period(day(started), day(ended))

    assert refusal.value.field == field


@pytest.mark.parametrize("kind", sorted(set(ChangeKind.values) - {"initial", "import"}))
@pytest.mark.parametrize("reason", ("", "too short", " " * 20))
def test_every_later_change_gives_its_reason(db, kind, reason):
    with pytest.raises(ReasonTooShortError) as refusal:
        make.recorded(make.product_facts(), kind=kind, reason=reason)

    assert refusal.value.field == "reason"


@pytest.mark.parametrize("cited", ("nothing", "only contradiction"))
def test_opening_rows_needs_a_supporting_source(db, cited):
    evidence = [Evidence(make.source(), stance=Stance.CONTRADICTS)] if cited != "nothing" else []

    with pytest.raises(MissingEvidenceError):
        make.recorded(make.product_facts(), evidence=evidence)


def test_a_second_row_for_the_same_days_is_refused(wording):
    with pytest.raises(OverlapError, match="End or amend that record"):
        make.recorded(make.indication_version(wording.indication, "other", start="2026-01-01"))


def test_a_closed_row_is_a_stale_base(wording, signed):
    correct(wording, changes={"text": "right"}, **signed)

    with pytest.raises(StaleBaseError):
        amend(wording, start=day("2026-03-01"), changes={"text": "lost"}, **signed)

    assert ChangeSet.objects.count() == 2


def test_nobody_approves_their_own_change(wording, signed):
    with pytest.raises(SamePersonError):
        correct(wording, changes={"text": "right"}, approver=signed["by"], **signed)


def test_the_approver_is_kept(wording, signed):
    change_set = correct(
        wording, changes={"text": "right"}, approver=make.person("second"), **signed
    )

    assert change_set.approver.username == "second"


@pytest.mark.parametrize("basis", ("provisional", ""))
def test_a_code_outside_its_vocabulary_is_refused(wording, signed, basis):
    with pytest.raises(UnknownCodeError, match="approval basis") as refusal:
        correct(wording, changes={"approval_basis": basis}, **signed)

    assert refusal.value.field == "approval_basis"


@pytest.mark.parametrize("number", ("9" * 500, "\x00"))
def test_a_value_that_no_column_takes_is_a_ledger_error(db, number):
    with pytest.raises(LedgerError, match="The register refused this change"):
        make.recorded(make.regulatory_event(number=number))


def test_a_refused_check_leaves_nothing_behind(wording, signed, monkeypatch):
    def refuse(change):
        assert (change.change_set.seq, len(change.opened), len(change.closed)) == (2, 2, 1)
        raise LedgerError("Not today.")

    monkeypatch.setattr(checks, "_checks", [refuse])
    make.source("letter")

    with pytest.raises(LedgerError, match="Not today"):
        amend(wording, start=day("2026-03-01"), changes={"text": "new"}, **signed)

    assert rows_of(wording.indication) == [("old", "2025-05-29", None, "2025-05-29", None, 1, None)]
    assert [m.objects.count() for m in (ChangeSet, Citation, Disclosure)] == [1, 1, 1]


def test_several_change_sets_follow_each_other_in_one_transaction(wording, signed):
    for text in ("a", "b", "c"):
        row = IndicationVersion.objects.current().get()
        correct(row, changes={"text": text}, **signed)

    sets = ChangeSet.objects.order_by("seq")
    assert [(s.seq, len(s.seal.hash)) for s in sets] == [(1, 32), (2, 32), (3, 32), (4, 32)]
    times = [s.recorded_at for s in sets]
    assert times == sorted(set(times))


def test_a_refused_change_may_be_followed_by_another(wording, signed):
    with pytest.raises(OverlapError):
        make.recorded(make.indication_version(wording.indication, "other"))

    assert correct(wording, changes={"text": "right"}, **signed).seq == 2


def test_evidence_of_a_row_takes_one_query(wording, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert [item.source.key for item in evidence_of(wording)] == ["made-up-letter"]


def test_a_conversion_of_the_basis_leaves_the_wording(wording, signed):
    amend(
        wording, start=day("2026-03-01"), changes={"approval_basis": ApprovalBasis.FULL}, **signed
    )

    assert {row[0] for row in rows_of(wording.indication)} == {"old"}


def test_commit_closes_and_opens_as_told(wording, signed):
    change = {key: signed[key] for key in ("by", "evidence", "reason")}

    commit(
        kind=ChangeKind.ADMINISTRATIVE,
        closes=[wording],
        opens=[wording.copied(note="Filed again")],
        disclose=NOT_YET,
        **change,
    )

    assert rows_of(wording.indication, "note") == [
        ("", "2025-05-29", None, "2025-05-29", None, 1, 2),
        ("Filed again", "2025-05-29", None, "2025-05-29", None, 2, None),
    ]


def test_an_entry_error_is_said_in_words(wording):
    with pytest.raises(ReasonTooShortError) as refused:
        correct(
            wording,
            changes={"text": "new"},
            by=make.person(),
            reason="A slip while typing",
            entry_error="x",
        )

    assert refused.value.field == "entry_error"
