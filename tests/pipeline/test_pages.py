"""What the pipeline page assembles, and what it must not know."""

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from ledger.actions import NOT_YET, NOW, Disclose, amend
from pipeline.enums import Origin, ProgrammeStatus, Stage
from pipeline.pages import pipeline_page, stage_counts
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    """A request of an earlier test must not leave its language behind."""
    with translation.override("en"):
        yield


@pytest.fixture
def asset():
    of = make.asset("X-7")
    make.recorded(make.asset_facts(of))
    return of


def stage_of(asset, key, code="CN", start="2025-05-29", target="made-up disease", **fields):
    programme = make.programme(asset, key, code, target_indication_en=target)
    return make.programme_stage(programme, start, **fields)


def shown(**moment):
    """Return (stage, asset, target indication, regions, note) of every line."""
    return [
        (group.key, asset.code, line.indication, line.region, line.note)
        for group in pipeline_page("en", **moment).groups
        for asset in group.assets
        for line in asset.lines
    ]


def test_programmes_alike_but_for_their_region_are_one_line(asset):
    make.recorded(
        stage_of(asset, "cn", "CN"),
        stage_of(asset, "us", "US"),
        stage_of(asset, "eu", "EU", is_cleared_only=True),
        stage_of(asset, "other", "CN", target="another disease"),
    )

    assert shown() == [
        ("ph2", "X-7", "made-up disease", "Territory CN, Territory US", ""),
        ("ph2", "X-7", "made-up disease", "Territory EU", "cleared, not yet started"),
        ("ph2", "X-7", "another disease", "Territory CN", ""),
    ]


def test_stages_run_from_the_furthest_and_assets_by_number(asset):
    for code in ("X-22", "X-208", "X-10"):
        make.recorded(make.asset_facts(make.asset(code)))
    make.recorded(
        stage_of(asset, "unknown", stage=Stage.NOT_STATED),
        stage_of(make.asset("X-208"), "x-208", stage=Stage.PH1),
        stage_of(make.asset("X-22"), "x-22", stage=Stage.PH1),
        stage_of(make.asset("X-10"), "x-10", stage=Stage.APPROVED),
    )

    page = pipeline_page("en")

    assert [(group.key, group.is_on_track) for group in page.groups] == [
        ("approved", True),
        ("ph1", True),
        ("not-stated", False),
    ]
    assert [each.code for each in page.groups[1].assets] == ["X-22", "X-208"]


def test_asset_says_what_it_is_and_what_it_became(asset):
    of = make.asset("X-8")
    product = make.product()
    of.products.add(product, make.product("hidden"))
    make.recorded(
        make.asset_facts(
            of, inn="testamab", origin=Origin.IN_LICENSED, licensor=make.organisation("giver")
        ),
        make.product_facts(product),
        make.trade_name_version(make.trade_name(product, "TESTANING")),
        make.programme_stage(make.programme(of, "x-8", combination=["chemotherapy", "X-9"])),
    )

    ((found,),) = [group.assets for group in pipeline_page("en").groups]

    assert (found.text.name, found.text.origin) == ("testamab", "In-licensed from giver (made up)")
    assert found.text.target == "made-up target · antibody"
    assert [link.label for link in found.text.products] == ["TESTANING"]
    assert [line.combination for line in found.lines] == ["chemotherapy, X-9"]


def test_stage_without_a_start_names_the_source_that_shows_it(asset):
    make.recorded(
        stage_of(asset, "seen", start="../2026-02-11", seen_on=date(2026, 2, 11)),
        stage_of(asset, "dated", "US", start="2025-05"),
    )

    (lines,) = [each.lines for group in pipeline_page("en").groups for each in group.assets]

    assert [(line.since, line.since_datetime) for line in lines] == [
        ("Seen in a source of 11 February 2026", "2026-02-11"),
        ("In this stage from: May 2025", "2025-05"),
    ]


def test_stage_of_an_uncertain_day_is_marked_possible(asset):
    row = stage_of(asset, "cn", stage=Stage.PH2)
    make.recorded(row)
    amend(
        row,
        start=make.day("2025-09"),
        changes={"stage": Stage.PH3},
        by=make.person(),
        reason="The trial has started",
        evidence=make.evidence(),
        disclose=NOW,
    )

    possible = "possible: the day is not certain"
    assert [(line[0], line[4]) for line in shown(day=date(2025, 8, 31))] == [("ph2", "")]
    assert [(line[0], line[4]) for line in shown(day=date(2025, 9, 10))] == [
        ("ph3", possible),
        ("ph2", possible),
    ]
    assert [(line[0], line[4]) for line in shown(day=date(2025, 9, 30))] == [("ph3", "")]


def test_discontinued_programme_is_left_out_and_paused_says_so(asset):
    make.recorded(
        stage_of(asset, "over", status=ProgrammeStatus.DISCONTINUED),
        stage_of(asset, "paused", "US", status=ProgrammeStatus.PAUSED),
    )

    assert shown() == [("ph2", "X-7", "made-up disease", "Territory US", "paused")]


def test_missing_translation_shows_the_original_with_its_language(asset):
    make.recorded(
        make.programme_stage(
            make.programme(asset, "x", target_indication_en="only", target_indication_zh_hans=None)
        )
    )

    with translation.override("zh-hans"):
        ((found,),) = [group.assets for group in pipeline_page("zh-hans").groups]

    assert (found.lines[0].indication, found.lines[0].indication_lang) == ("only", "en")


def test_day_before_everything_says_where_the_register_begins(asset):
    make.recorded(stage_of(asset, "cn", start="2025-05"))

    page = pipeline_page("en", day=date(2025, 4, 30))

    assert (page.groups, str(page.begins)) == ([], "May 2025")


def test_counts_are_those_of_the_page(asset, django_assert_num_queries):
    make.recorded(
        stage_of(asset, "cn"), stage_of(asset, "us", "US"), stage_of(asset, "a", stage=Stage.FILED)
    )

    with django_assert_num_queries(1):
        counts = stage_counts()

    assert [(count.value, count.label, count.url) for count in counts] == [
        (1, "Under review", "/en/pipeline/#filed"),
        (1, "Phase 2", "/en/pipeline/#ph2"),
    ]


@pytest.mark.parametrize("locale", ("en", "zh-hans"))
def test_page_knows_nothing_undisclosed(client, asset, locale):
    make.recorded(stage_of(asset, "cn"))
    address = f"/{locale}/pipeline/"
    before = client.get(address).content

    hidden = make.asset("SECRET-1")
    make.recorded(make.asset_facts(hidden, target="secret target"), disclose=NOT_YET)
    make.recorded(stage_of(hidden, "secret-1", "US"))
    make.recorded(stage_of(asset, "secret-2", "EU", target="secret disease"), disclose=NOT_YET)
    product = make.product("secret-product")
    asset.products.add(product)
    make.recorded(make.product_facts(product), disclose=NOT_YET)

    after = client.get(address).content
    assert after == before
    assert b"secret" not in after.lower()


def test_page_shows_a_stage_from_its_disclosure(asset):
    moment = timezone.now() + timedelta(days=1)
    make.recorded(stage_of(asset, "cn"), disclose=Disclose(at=moment))

    assert shown(at=moment - timedelta(microseconds=1)) == []
    assert shown(at=moment) == [("ph2", "X-7", "made-up disease", "Territory CN", "")]


def test_stage_without_a_bounded_start_shows_from_the_day_it_was_seen(asset):
    make.recorded(stage_of(asset, "seen", start="../2025-09-17"))

    assert shown(day=date(2025, 9, 16)) == []
    assert [line[0] for line in shown(day=date(2025, 9, 17))] == ["ph2"]
