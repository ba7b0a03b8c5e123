"""The adversarial cases of domain.md, section 10, that concern names, holders and rights."""

from datetime import date

import pytest

from ledger.actions import NOW, Evidence, amend, correct
from ledger.enums import ChangeKind, Stance
from ledger.models import Citation
from pipeline.models import AssetFacts, ProgrammeStage
from products.models import AuthorisationVersion, AuthorityName, RightVersion, TradeNameVersion
from tests import factories as make
from tests.factories import day


@pytest.fixture
def signed(db):
    return {
        "by": make.person(),
        "evidence": make.evidence("letter"),
        "reason": "As decided by the parties",
        "disclose": NOW,
    }


def known(model, day_written):
    return model.objects.known(day=date.fromisoformat(day_written)).certain()


def test_adv_14_two_names_in_one_territory_one_name_in_two(db):
    names = [
        make.trade_name(name="TESTACIP (made up)", code="AU"),
        make.trade_name(name="TRASTACIP (made up)", code="AU"),
        make.trade_name(name="TESTACIP (made up)", code="US"),
    ]
    make.recorded(*[make.trade_name_version(name) for name in names])

    found = known(TradeNameVersion, "2026-01-01").values_list(
        "trade_name__jurisdiction__code", "trade_name__name"
    )

    assert sorted(found) == [
        ("AU", "TESTACIP (made up)"),
        ("AU", "TRASTACIP (made up)"),
        ("US", "TESTACIP (made up)"),
    ]


def test_adv_16_sources_disagree(signed):
    [wording] = make.approved(texts=["120 mg"], evidence=make.evidence("wire"))
    both = [
        Evidence(make.source("letter")),
        Evidence(make.source("wire"), "", Stance.CONTRADICTS, "A slip of the wire"),
    ]

    correct(wording, changes={"text": "150 mg"}, **signed | {"evidence": both})

    cited = Citation.objects.filter(change_set=2).values_list("source__key", "stance", "note")
    assert list(cited) == [
        ("letter", "supports", None),
        ("wire", "contradicts", "A slip of the wire"),
    ]


def test_adv_19_a_licence_changes_hands(signed):
    old, new = make.organisation("old-holder"), make.organisation("new-holder")
    version = make.recorded(make.authorisation_version(holder=old))

    amend(version, start=day("2026-07-01"), changes={"holder": new}, **signed)

    assert known(AuthorisationVersion, "2026-06-30").get().holder == old
    assert known(AuthorisationVersion, "2026-07-01").get().holder == new


def test_adv_19_rights_by_day(signed):
    old, new = (make.right(by=make.organisation(key)) for key in ("old-partner", "new-partner"))
    version = make.recorded(make.right_version(old, end="2026-07-01", territories=["US"]))
    make.recorded(
        make.right_version(new, start="2026-07-01", territories=["World"], excluded=["CN", "HK"])
    )

    assert known(RightVersion, "2026-06-30").get() == version
    after = known(RightVersion, "2026-07-01").get()
    assert (after.right.organisation.key, after.territories, after.excluded) == (
        "new-partner",
        ["World"],
        ["CN", "HK"],
    )


def test_adv_21_an_authority_is_called_by_its_name_of_that_day(db):
    make.recorded(make.authority_name(acronym="OLD", end="2018-04-10"))
    make.recorded(make.authority_name(acronym="NEW", start="2018-04-10"))

    assert [str(name) for name in known(AuthorityName, "2018-04-09")] == ["OLD"]
    assert [str(name) for name in known(AuthorityName, "2018-04-10")] == ["NEW"]


def test_adv_22_one_asset_in_two_stages(signed):
    gastric = make.programme(key="gastric", target_indication_en="gastric cancer (made up)")
    breast = make.programme(key="breast", target_indication_en="breast cancer (made up)")
    make.recorded(
        make.programme_stage(gastric, stage="ph3"), make.programme_stage(breast, stage="ph2")
    )

    found = known(ProgrammeStage, "2026-01-01").order_by("programme__key")

    assert [(str(row.programme.asset), row.stage) for row in found] == [
        ("X-000", "ph2"),
        ("X-000", "ph3"),
    ]


def test_adv_22_a_stage_goes_back_only_by_correction(signed):
    stage = make.recorded(make.programme_stage(stage="ph3"))

    correct(stage, changes={"stage": "ph2"}, **signed)

    assert known(ProgrammeStage, "2026-01-01").get().stage == "ph2"
    kinds = stage.programme.stages.values_list("opened_by__kind", flat=True)
    assert set(kinds) == {ChangeKind.INITIAL, ChangeKind.CORRECTION}


def test_the_origin_of_an_asset_is_that_of_the_day(signed):
    facts = make.recorded(make.asset_facts(start="2020-01-01"))
    licensed = {"origin": "in-licensed", "licensor": make.organisation()}

    amend(facts, start=day("2025-08-19"), changes=licensed, **signed)

    assert known(AssetFacts, "2025-08-18").get().origin == "self-developed"
    assert known(AssetFacts, "2025-08-20").get().licensor.key == "made-up-pharma"
