"""Milestones of programmes, each bounded by the report of it."""

from henlius.demo.assets import asset_of, programme_of
from henlius.demo.days import midnight
from henlius.demo.files import register
from ledger.dates import ImpreciseDate
from pipeline.enums import MilestoneKind
from pipeline.models import Milestone


def plan_milestones(catalogue):
    for asset in register("pipeline"):
        for programme in asset["programmes"]:
            for row in programme.get("milestones", []):
                region = row.get("region", programme["regions"][0])
                _plan(catalogue, (asset["code"], programme["indication"], region), row)


def plan_product_milestones(catalogue):
    """Plan the milestones of products, on a programme that says nothing else."""
    for product in register("products"):
        for row in product.get("milestones", []):
            asset = asset_of(catalogue, row["asset"])
            programme_of(catalogue, asset, row, row["region"])
            _plan(catalogue, (asset.code, row["indication"], row["region"]), row)


def _plan(catalogue, key, row):
    date = ImpreciseDate.parse(row["date"])
    milestone = Milestone(
        programme=catalogue.programmes[key],
        kind=MilestoneKind(row["kind"]),
        date=date,
        note=row.get("note", ""),
    )
    catalogue.plan.add(
        f"milestone {row['kind']} of {', '.join(key)}",
        at=midnight(date.latest),
        evidence=catalogue.citing.supports(row["source"]),
        write=lambda draft: draft.open(milestone),
    )
