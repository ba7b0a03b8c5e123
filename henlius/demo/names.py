"""Trade names: each begins with the first approval in its territory, where there is one."""

from functools import partial

from henlius.demo.days import by, midnight, seen_on
from henlius.demo.files import register, row_of
from ledger.models import period
from products.enums import EventKind, Mark
from products.models import TradeName, TradeNameVersion

# The licence of one territory is valid in another one, where it has no event of its own.
COVERED_BY = {"EEA": "EU"}
VARIANT = "variant-in-source"


def sources_of(case):
    return [("trade name", row["source"]) for row, _code in _approved_with(case)]


def write(catalogue, case, draft):
    """Open the trade names that come with a first approval."""
    for row, code in _approved_with(case):
        draft.open(_version(catalogue, case.subject, row, code, case.date))


def plan_other_names(catalogue, cases):
    """Plan an act for each trade name in a territory without an approval event."""
    approved = {(case.subject, code) for case in cases for _row, code in _approved_with(case)}
    for product in register("products"):
        for row in product["names"]:
            for code in row["territories"]:
                if (product["id"], code) not in approved:
                    _plan(catalogue, product["id"], row, code)


def _plan(catalogue, product, row, code):
    day, territory = seen_on(row), catalogue.jurisdictions[code]
    catalogue.plan.add(
        f"trade name {row['brand']}: {product}, {code}",
        at=midnight(day, territory.time_zone),
        evidence=catalogue.citing.supports(row["source"], note=row.get("note")),
        write=partial(_open, catalogue, product, row, code, by(day)),
    )


def _open(catalogue, product, row, code, start, draft):
    draft.open(_version(catalogue, product, row, code, start))


def _approved_with(case):
    """Return the (name, territory code) pairs that begin with this case."""
    if case.kind != EventKind.INITIAL_APPROVAL:
        return []
    here = case.territory.code
    return [
        (row, code)
        for row in row_of("products", case.subject)["names"]
        for code in row["territories"]
        if COVERED_BY.get(code, code) == here
    ]


def _version(catalogue, product, row, code, start):
    name = catalogue.ensure(
        TradeName,
        product=catalogue.products[product],
        jurisdiction=catalogue.jurisdictions[code],
        name=row["brand"],
        defaults={"language": row["lang"]},
    )
    return TradeNameVersion(
        trade_name=name,
        mark=Mark(row.get("mark", "")),
        is_variant=row.get("status") == VARIANT,
        **period(start),
    )
