"""Assets with their programmes by region, and what is known of each asset."""

from django.utils.text import slugify

from henlius.demo import stages
from henlius.demo.days import agreement_days, by, first_source_day, midnight
from henlius.demo.files import register, row_of
from ledger.models import period
from pipeline.enums import AssetClass, Origin
from pipeline.models import Asset, AssetFacts, Programme


def load_assets(catalogue):
    """Make the assets, each linked to the products that it became, and their programmes."""
    for row in register("pipeline"):
        asset = asset_of(catalogue, row["code"], row.get("alias_codes", []))
        for programme in row["programmes"]:
            for region in programme["regions"]:
                programme_of(catalogue, asset, programme, region)


def asset_of(catalogue, code, aliases=()):
    """Return the asset with this code, linked to its products."""
    asset = catalogue.ensure(Asset, code=code, defaults={"aliases": list(aliases)})
    asset.products.add(
        *(product for product in catalogue.products.values() if code in product.asset_codes)
    )
    catalogue.assets[code] = asset
    return asset


def programme_of(catalogue, asset, row, region):
    """Return the programme of `asset` for the indication of `row` in one region."""
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
    """Plan one act an asset: its facts, since something of it was first public."""
    for row in register("pipeline"):
        _plan(catalogue, row, cases)
        catalogue.report.loads("pipeline", [row["code"]])


def _plan(catalogue, row, cases):
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
    if "inn_zh_hans" in row or "product" not in row:
        return row.get("inn_zh_hans", {})
    return row_of("products", row["product"])["inn_zh_hans"]


def _first_public(catalogue, row, cases):
    products = {product.slug for product in catalogue.assets[row["code"]].products.all()}
    events = [case.public_on for case in cases if case.subject in {row["code"], *products}]
    reached = [stages.seen(programme, programme["stages"][0]) for programme in row["programmes"]]
    agreements = agreement_days("asset", row["code"])
    return min(filter(None, [*events, *reached, *agreements, first_source_day(row["source"])]))
