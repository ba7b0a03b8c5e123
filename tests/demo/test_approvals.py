from datetime import UTC, date, datetime

from henlius.demo.files import register
from ledger.enums import Precision, Stance
from ledger.models import Citation
from products.enums import APPROVALS, EventKind, TranslationStatus
from products.models import (
    Indication,
    IndicationTranslation,
    IndicationVersion,
    Procedure,
    ProductFacts,
    RegulatoryEvent,
    TradeNameVersion,
)


def wordings(product, territory):
    rows = IndicationVersion.objects.current().filter(
        indication__authorisation__product__slug=product,
        indication__authorisation__jurisdiction__code=territory,
    )
    return rows.select_related("opened_by__disclosure", "indication").order_by("indication__slot")


def row_of(key):
    return next(row for row in register("indications") if row["id"] == key)


def test_futuoning_stands_in_the_order_of_its_source_and_no_finer(demo):
    first_line, after_endocrine = wordings("futuoning", "CN")

    assert first_line.text == row_of("ind-futu-1l")["wording_en"]
    assert after_endocrine.text == row_of("ind-futu-2l")["wording_en"]
    assert str(first_line.start) == "September 2025"
    assert first_line.start.latest == date(2025, 9, 17)
    assert str(after_endocrine.start) == "May 2025"
    assert after_endocrine.start.latest == date(2025, 5, 29)
    assert first_line.from_precision == after_endocrine.from_precision == Precision.MONTH


def test_futuoning_is_public_from_its_announcements(demo):
    first_line, after_endocrine = wordings("futuoning", "CN")

    assert first_line.opened_by.disclosure.at == datetime(2025, 9, 16, 16, tzinfo=UTC)
    assert after_endocrine.opened_by.disclosure.at == datetime(2025, 5, 28, 16, tzinfo=UTC)


def test_futuoning_has_one_indication_on_the_day_before_the_second_announcement(demo):
    before = datetime(2025, 9, 16, 15, tzinfo=UTC)
    rows = IndicationVersion.objects.public(at=before).filter(
        indication__authorisation__product__slug="futuoning"
    )

    assert [(row.indication.slot, row.certainty) for row in rows] == [(2, "certain")]


def test_each_indication_has_one_wording_in_force(demo):
    held = IndicationVersion.objects.current().values_list("indication", flat=True)

    assert sorted(held) == sorted(Indication.objects.values_list("pk", flat=True))


def test_record_across_territories_becomes_one_indication_each(demo):
    concept = "hansizhuang-es-sclc"
    found = Indication.objects.filter(concept__key=concept)

    codes = found.values_list("authorisation__jurisdiction__code", flat=True)
    assert sorted(codes) == ["ID", "KH", "MY", "SG", "TH"]


def test_merely_filed_wording_is_a_procedure_and_no_indication(demo):
    filed = Procedure.objects.filter(product__slug="hanbeitai", jurisdiction__code="US")

    assert [p.filed_text for p in filed] == [row_of("ind-hlx04-us-filed")["wording_en"]]
    assert not wordings("hanbeitai", "US").exists()


def test_applied_for_wording_is_kept_beside_the_approved_one(demo):
    procedure = Procedure.objects.get(product__slug="futuoning")

    assert procedure.filed_text == row_of("ind-futu-1l")["filed_wording"]["en"]
    assert [event.kind for event in procedure.events.order_by("pk")] == [
        EventKind.FILING_ACCEPTED,
        EventKind.SUPPLEMENTAL_INDICATION,
    ]


def test_pertuzumab_was_under_review_in_four_territories_on_the_day_of_the_release(demo):
    until = date(2025, 9, 17)
    decided = RegulatoryEvent.objects.filter(kind__in=APPROVALS, date_latest__lte=until)
    accepted = RegulatoryEvent.objects.filter(
        product__slug="poherdy", kind=EventKind.FILING_ACCEPTED, date_latest__lte=until
    ).exclude(procedure__in=decided.exclude(procedure=None).values("procedure"))

    dates = accepted.order_by("date_latest").values_list("jurisdiction__code", "date_as_stated")
    assert list(dates) == [
        ("CN", "2024-12"),
        ("US", "2025-02-02"),
        ("EU", "2025-03-28"),
        ("CA", "2025-05"),
    ]


def test_disagreeing_sources_are_both_cited_with_the_reason_for_the_choice(demo):
    event = RegulatoryEvent.objects.get(
        product__slug="hansizhuang", jurisdiction__code="EU", kind=EventKind.INITIAL_APPROVAL
    )
    against = Citation.objects.filter(change_set=event.opened_by, stance=Stance.CONTRADICTS)

    assert event.date.earliest == event.date.latest == date(2025, 2, 5)
    assert list(against.values_list("source__key", "locator", "note")) == [
        ("acc-het", "2025-02-06", "partner's own announcement day"),
        ("pt-eisai", "2026-02-05", "article attaches the decision to the wrong year"),
    ]


def test_announcement_is_not_taken_for_the_decision_where_a_source_says_so(demo):
    event = RegulatoryEvent.objects.get(
        product__slug="bildyos", jurisdiction__code="US", kind=EventKind.INITIAL_APPROVAL
    )

    assert (event.date.earliest, event.date.latest) == (None, date(2025, 9, 1))
    assert event.announced_on == date(2025, 9, 2)
    cited = Citation.objects.filter(change_set=event.opened_by).values_list("source__key", "stance")
    assert {("prn-bildyos-us", "supports"), ("ex-hlx14us", "contradicts")} < set(cited)


def test_four_dates_of_one_approval_are_kept(demo):
    events = RegulatoryEvent.objects.filter(
        product__slug="poherdy", jurisdiction__code="US", date_latest=date(2025, 11, 13)
    )

    assert sorted(event.kind for event in events) == [
        EventKind.INITIAL_APPROVAL,
        EventKind.INTERCHANGEABLE_DESIGNATION,
    ]
    for event in events:
        assert event.announced_on == date(2025, 11, 17)
        assert event.exchange_filed_on == date(2025, 11, 14)


def test_unlisted_indication_stays_open_and_keeps_the_observation(demo):
    row = wordings("hansizhuang", "CN").get(indication__slot=1)

    kinds = row.indication.events.order_by("pk").values_list("kind", flat=True)
    assert row.end is None
    assert EventKind.LISTING_CHANGE_OBSERVED in kinds


def test_trade_names_found_only_in_sources_are_variants(demo):
    variants = TradeNameVersion.objects.filter(is_variant=True)

    names = variants.order_by("trade_name__name").values_list("trade_name__name", flat=True)
    assert list(names) == ["Futoning", "HAN QU YOU", "Han Da Yuan", "Hanlikon"]


def test_local_facts_begin_with_the_approval_there(demo):
    before, since = ProductFacts.objects.current().filter(product__slug="poherdy").order_by("valid")

    assert (before.inn_by_territory, before.interchangeable_in) == ({}, [])
    assert since.inn_by_territory == {"US": "pertuzumab-dpzb"}
    assert since.interchangeable_in == ["US"]
    assert since.start.earliest == date(2025, 11, 13)


def test_only_quoted_chinese_wordings_name_a_source(demo):
    quoted = IndicationTranslation.objects.filter(status=TranslationStatus.ISSUER_QUOTED)
    others = IndicationTranslation.objects.exclude(status=TranslationStatus.ISSUER_QUOTED)

    keys = quoted.order_by("source__key").values_list("source__key", flat=True)
    assert list(keys) == ["ex-lssclc", "ex-lssclc", "xgt-ec", "zh-gcnda"]
    assert set(others.values_list("status", "source")) == {(TranslationStatus.TRANSLATED, None)}
