"""Assets, programmes and stages as an edition shows them."""

from operator import attrgetter

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from newsroom.facts.asking import once
from newsroom.facts.names import inn_of
from newsroom.facts.programmes import stage_of
from newsroom.facts.subjects import asset_facts
from pipeline.models import ProgrammeStage
from products.vocabulary import spoken


def pipeline(shown, block):
    """Return the context of a `PipelineTable`: one entry an asset, one line a programme. 2 queries.

    Programmes that differ only in their region are one line that lists the regions.
    """
    assets = sorted(block.assets.all(), key=lambda asset: asset.code)
    facts = {row.asset_id: row for row in asset_facts(shown, [asset.code for asset in assets])}
    lines = {}
    for row in _stages(shown, [asset.pk for asset in assets]):
        shown.bind(row, stage_of(row), programme=row.programme_id)
        programme = row.programme
        target = programme.target_indication or programme.target_indication_en
        same = (
            programme.asset_id,
            target,
            tuple(programme.combination),
            stage_of(row),
        )
        lines.setdefault(same, []).append(str(programme.region))
    return {"assets": [_asset(shown, asset, facts.get(asset.pk), lines) for asset in assets]}


@once(by=attrgetter("programme.asset_id"))
def _stages(shown, assets):
    rows = shown.moment.in_force(ProgrammeStage).filter(programme__asset__in=assets)
    return rows.select_related("programme__region").order_by("programme_id")


def _asset(shown, asset, facts, lines):
    if facts is None:
        shown.lacks(
            format_lazy(_("The register holds nothing public about {asset}."), asset=asset),
            "error",
        )
        return {"code": asset.code, "inn": "", "programmes": []}
    shown.bind(facts, facts.target, asset=asset.pk)
    return {
        "code": asset.code,
        "inn": spoken(inn_of(facts, shown.locale)),
        "target": spoken(facts.target),
        "modality": spoken(facts.modality),
        "programmes": [
            {
                "target_indication": target,
                "combination": [spoken(partner) for partner in combination],
                "stage": stage,
                "regions": regions,
            }
            for (asset_id, target, combination, stage), regions in lines.items()
            if asset_id == asset.pk
        ],
    }
