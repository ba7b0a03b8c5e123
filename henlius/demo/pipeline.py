"""Assets, their programmes by region, and the stages that these reached."""

from functools import partial

from django.utils.text import slugify

from henlius.demo.days import agreement_days, by, first_source_day, midnight, seen_on
from henlius.demo.files import register
from ledger.dates import ImpreciseDate
from ledger.models import period
from pipeline.enums import AssetClass, MilestoneKind, Origin, Stage
from pipeline.models import Asset, AssetFacts, Milestone, Programme, ProgrammeStage, Trial


def load_assets(catalogue):
    """Make the assets, each linked to the products that it became, and their programmes."""
    for row in register("pipeline"):
        asset = _asset(catalogue, row["code"], row.get("alias_codes", []))
        for programme in row["programmes"]:
            for region in programme["regions"]:
                _programme(catalogue, asset, programme, region)


def _asset(catalogue, code, aliases=()):
    asset = catalogue.ensure(Asset, code=code, defaults={"aliases": list(aliases)})
    asset.products.add(
        *(product for product in catalogue.products.values() if code in product.asset_codes)
    )
    catalogue.assets[code] = asset
    return asset


def _programme(catalogue, asset, row, region):
    target = row["indication"]
    programme = catalogue.ensure(
        Programme,
        key=slugify(f"{asset.code} {target} {region}")[:120],
        defaults={
            "asset": asset,
            "target_indication_en": target,
            "target_indication_zh_hans": catalogue.chinese("target_indication", target),
            "region": catalogue.jurisdictions[region],
            "combination": row.get("in_combination_with", []),
        },
    )
    catalogue.programmes[asset.code, target, region] = programme
    return programme


def plan_assets(catalogue, cases):
    """Plan the facts of each asset, its stages without an event, and its milestones."""
    for row in register("pipeline"):
        catalogue.report.loads("pipeline", [row["code"]])
        _plan_facts(catalogue, row, cases)
        for programme in row["programmes"]:
            _plan_stages(catalogue, row["code"], programme)
            for milestone in programme.get("milestones", []):
                region = milestone.get("region", programme["regions"][0])
                _plan_milestone(
                    catalogue, (row["code"], programme["indication"], region), milestone
                )
    _plan_product_milestones(catalogue)


def _plan_facts(catalogue, row, cases):
    day = _first_public(catalogue, row, cases)
    facts = AssetFacts(
        asset=catalogue.assets[row["code"]],
        inn=row["inn"],
        inn_chinese=_chinese_inn(row).get("value"),
        target=row["target"],
        modality=row["modality"],
        asset_class=AssetClass(row["asset_class"].replace(" ", "-")),
        reference=row.get("reference"),
        origin=Origin(row["origin"]["kind"]),
        licensor=catalogue.organisations.get(row["origin"].get("from")),
        **period(by(day)),
    )
    catalogue.plan.add(
        f"asset:{row['code']}",
        at=midnight(day),
        evidence=_evidence(catalogue.citing, row),
        write=lambda draft: draft.open(facts),
    )


def _evidence(citing, row):
    origin = row["origin"]
    return [
        *citing.supports(row["source"]),
        *citing.supports(
            origin["source"], locator=f"origin: {origin['kind']}", note=origin.get("note")
        ),
        *citing.value("INN in Chinese", _chinese_inn(row)),
        *(found for claim in row.get("claims", []) for found in citing.value(claim["of"], claim)),
        *citing.contradicts(row.get("alternate_claims", [])),
    ]


def _chinese_inn(row):
    """Return the Chinese INN of the asset or of the product that it became, with its source."""
    products = [p for p in register("products") if p["id"] == row.get("product")]
    return row.get("inn_zh_hans") or (products[0]["inn_zh_hans"] if products else {})


def _first_public(catalogue, row, cases):
    products = {product.slug for product in catalogue.assets[row["code"]].products.all()}
    events = [case.public_on for case in cases if case.subject in {row["code"], *products}]
    stages = [_seen_on(programme, programme["stages"][0]) for programme in row["programmes"]]
    agreements = agreement_days("asset", row["code"])
    return min(filter(None, [*events, *stages, *agreements, first_source_day(row["source"])]))


def _seen_on(programme, stage):
    return seen_on({"source": programme["source"], "as_of": stage.get("as_of")})


def _plan_stages(catalogue, code, row):
    for place, stage in enumerate(row["stages"]):
        if "event" not in stage:
            day = _seen_on(row, stage)
            catalogue.plan.add(
                f"stage {place + 1} of {code}: {row['indication']}, {', '.join(row['regions'])}",
                at=midnight(day),
                evidence=catalogue.citing.supports(row["source"]),
                write=partial(_write_everywhere, catalogue, code, row, stage, by(day)),
            )


def _write_everywhere(catalogue, code, row, stage, start, draft):
    for region in row["regions"]:
        programme = catalogue.programmes[code, row["indication"], region]
        _write(programme, row, stage, start, draft)


def move(catalogue, case, draft):
    """Move the programmes whose stage begins with this event."""
    for code, row, stage in _moved_by(case):
        programme = catalogue.programmes[code, row["indication"], case.territory.code]
        _write(programme, row, stage, case.date, draft)


def sources_of(case):
    """Return the sources of the programmes that this event moves."""
    return [("stage of the programme", row["source"]) for _code, row, _stage in _moved_by(case)]


def _moved_by(case):
    return [
        (asset["code"], row, stage)
        for asset in register("pipeline")
        for row in asset["programmes"]
        for stage in row["stages"]
        if case.is_main
        and stage.get("event") == case.row["id"]
        and case.territory.code in row["regions"]
    ]


def _write(programme, row, stage, start, draft):
    reached = {
        "stage": Stage(stage["stage"]),
        "is_cleared_only": stage.get("is_cleared_only", False),
        "seen_on": _seen_day(row, stage),
        "note": "; ".join(filter(None, [stage["as_stated"], row.get("note")])),
    }
    before = ProgrammeStage.objects.current().filter(programme=programme, valid__upper_inf=True)
    if version := before.first():
        draft.turn(version, start, **reached)
        return
    draft.open(ProgrammeStage(programme=programme, **reached, **period(start)))
    if "trial" in row:
        draft.open(Trial(programme=programme, **row["trial"]))


def _seen_day(row, stage):
    """Return the day of the source that saw the stage; an event dates it without one."""
    return None if "event" in stage and "as_of" not in stage else _seen_on(row, stage)


def _plan_milestone(catalogue, key, row):
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


def _plan_product_milestones(catalogue):
    """Plan the milestones of products, on a programme that says nothing else."""
    for product in register("products"):
        for row in product.get("milestones", []):
            asset = _asset(catalogue, row["asset"])
            _programme(catalogue, asset, row, row["region"])
            _plan_milestone(catalogue, (asset.code, row["indication"], row["region"]), row)
