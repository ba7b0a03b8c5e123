from datetime import UTC, date, datetime

import pytest

from ledger.models import Citation
from pipeline.enums import Origin, Stage
from pipeline.models import Asset, AssetFacts, Milestone, ProgrammeStage
from products.models import RightVersion


def stages(code, region):
    rows = ProgrammeStage.objects.current().filter(
        programme__asset__code=code, programme__region__code=region
    )
    return [(row.stage, row.is_cleared_only, str(row.start)) for row in rows.order_by("valid")]


@pytest.mark.parametrize(
    ("code", "region", "expected"),
    (
        ("HLX11", "CN", [(Stage.FILED, False, "December 2024")]),
        (
            "HLX11",
            "US",
            [(Stage.FILED, False, "2 February 2025"), (Stage.APPROVED, False, "13 November 2025")],
        ),
        ("HLX11", "CA", [(Stage.FILED, False, "May 2025")]),
        (
            "HLX14",
            "US",
            [
                (Stage.FILED, False, "October 2024"),
                (Stage.APPROVED, False, "between 1 November 2024 and 1 September 2025"),
            ],
        ),
        ("HLX37", "CN", [(Stage.PH1, True, "by 25 June 2026")]),
        ("HLX41", "UNKNOWN", [(Stage.NOT_STATED, False, "by 17 September 2025")]),
    ),
)
def test_stages_are_as_fine_as_their_source(demo, code, region, expected):
    assert stages(code, region) == expected


def test_programme_stands_under_review_as_public_before_the_approval(demo):
    at, day = datetime(2025, 9, 17, 4, tzinfo=UTC), date(2025, 9, 17)
    rows = ProgrammeStage.objects.public(at=at, day=day).filter(programme__asset__code="HLX11")

    assert {row.programme.region.code: row.stage for row in rows} == dict.fromkeys(
        ("CN", "US", "EU", "CA"), Stage.FILED
    )


def test_event_of_a_stage_is_its_evidence(demo):
    row = ProgrammeStage.objects.current().get(
        programme__asset__code="HLX11", programme__region__code="US", stage=Stage.APPROVED
    )

    cited = Citation.objects.filter(change_set=row.opened_by).values_list("source__key", flat=True)
    assert list(cited)[:3] == ["bmw-per", "pip-per", "bw-poherdy"]


def test_origin_follows_the_licence_and_keeps_the_other_claim(demo):
    facts = AssetFacts.objects.current().get(asset__code="HLX22")

    cited = Citation.objects.filter(change_set=facts.opened_by)
    assert (facts.origin, facts.licensor.key) == (Origin.IN_LICENSED, "abclon")
    assert list(cited.filter(stance="contradicts").values_list("source__key", "locator")) == [
        ("seed", "origin: self-developed")
    ]


def test_assets_know_the_products_that_they_became(demo):
    assets = Asset.objects.exclude(products=None).distinct()

    found = {asset.code: sorted(p.slug for p in asset.products.all()) for asset in assets}
    assert found == {
        "FCN-437c": ["futuoning"],
        "HLX10": ["hansizhuang"],
        "HLX11": ["poherdy"],
        "HLX14": ["bildyos", "bilprevda"],
    }


def test_milestones_are_bounded_by_their_report(demo):
    found = Milestone.objects.order_by("date_latest", "pk").values_list(
        "programme__asset__code", "kind", "date_as_stated"
    )

    assert list(found) == [
        ("FCN-437c", "national-programme", "2018"),
        ("HLX13", "first-patient-dosed", "../2025-11-25"),
        ("HLX10", "primary-endpoint-met", "../2025-12-12"),
        ("HLX43", "first-patient-dosed", "../2026-02-11"),
        ("HLX43", "first-patient-dosed", "../2026-05-21"),
        ("HLX22", "first-patient-dosed", "../2026-06-25"),
    ]


def test_rights_follow_the_day(demo):
    rights = RightVersion.objects.current().filter(
        right__asset_code="HLX78", right__organisation__key="henlius"
    )

    assert [row.territories for row in rights.on(date(2024, 3, 1))] == [["CN"]]
    assert [row.territories for row in rights.on(date(2024, 7, 1))] == [["ASIA"]]
