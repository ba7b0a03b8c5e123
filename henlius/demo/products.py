"""Products: their identities, their facts, their owners."""

from functools import partial

from henlius.demo.days import after, agreement_days, by, midnight
from henlius.demo.files import register, row_of
from ledger.models import period
from products.enums import EventKind, ProductClass, RightKind
from products.models import Product, ProductFacts, Right, RightVersion


def load_products(catalogue):
    for row in register("products"):
        english, chinese = _name(row, "en"), _name(row, "zh-Hans")
        catalogue.products[row["id"]] = catalogue.ensure(
            Product,
            slug=row["id"],
            defaults={
                "name_en": english,
                "name_zh_hans": chinese or english,
                "asset_codes": row["asset_codes"],
                "areas": row["therapeutic_areas"],
            },
        )


def _name(row, language):
    return next((name["brand"] for name in row["names"] if name["lang"] == language), None)


def plan_products(catalogue, cases):
    """Plan one act a product: its facts and its owner, since something of it was first public."""
    for row in register("products"):
        day = _first_public(row, cases)
        catalogue.plan.add(
            f"product:{row['id']}",
            at=midnight(day),
            evidence=_evidence(catalogue.citing, row),
            write=partial(_write, catalogue, row, by(day)),
        )
        catalogue.report.loads("products", [row["id"]])


def _first_public(row, cases):
    events = [case.public_on for case in cases if case.subject == row["id"]]
    return min([*events, *agreement_days("product", row["id"])])


def _evidence(citing, row):
    """What the facts rest on; of a contested class the first claim is the company's own."""
    claims = row.get("product_class_claims", [])
    doubted = [claim | {"assessment": "not reconciled: recorded as contested"} for claim in claims]
    return [
        *citing.supports(row["source"], (row["reference_product"] or {}).get("source", [])),
        *citing.value("INN in Chinese", row["inn_zh_hans"]),
        *citing.value("dose form", row.get("dosage_form_claim")),
        *(found for claim in claims[:1] for found in citing.value("class", claim)),
        *citing.contradicts(doubted[1:]),
    ]


def _write(catalogue, row, start, draft):
    owner = Right.objects.create(
        product=catalogue.products[row["id"]],
        organisation=catalogue.organisations[row["developer"]],
        kind=RightKind.OWN,
    )
    draft.open(
        ProductFacts(product=catalogue.products[row["id"]], **_facts(catalogue, row, start)),
        RightVersion(right=owner, territories=[], terms="developer", **period(start)),
    )
    catalogue.report.writes(owner)


def _facts(catalogue, row, start):
    reference = row["reference_product"] or {}
    return {
        "inn": row["inn"],
        "inn_chinese": row["inn_zh_hans"]["value"],
        "salt": row.get("salt_form"),
        "dose_form": row["dosage_form"],
        "product_class": ProductClass(row["product_class"]),
        "target": row["target"],
        "modality": row["modality"],
        "reference_brand": reference.get("brand"),
        "reference_inn": reference.get("inn"),
        "reference_holder": catalogue.organisations.get(reference.get("holder")),
        **period(start),
    }


def sources_of(case):
    """Return the sources of what an approval adds to the facts of its product."""
    return [("product facts", local["source"]) for local in _local(case)]


def localise(case, filing, draft):
    """Add to the facts what holds since an approval: the INN there, the interchangeability.

    Where the approval has no earliest day, it came after its application was accepted (`filing`).
    """
    if not _local(case):
        return
    facts = ProductFacts.objects.current().get(product=case.product, valid__upper_inf=True)
    names, code = dict(facts.inn_by_territory), case.territory.code
    interchangeable = list(facts.interchangeable_in)
    for local in _local(case):
        if local["value"] is True:
            interchangeable.append(code)
        else:
            names[code] = local["value"]
    date = after(filing.date, case.date) if filing else case.date
    draft.turn(facts, date, inn_by_territory=names, interchangeable_in=interchangeable)


def _local(case):
    if case.kind != EventKind.INITIAL_APPROVAL:
        return []
    row = row_of("products", case.subject)
    found = [*row.get("inn_by_territory", []), *filter(None, [row.get("interchangeable")])]
    return [local for local in found if local["territory"] == case.territory.code]
