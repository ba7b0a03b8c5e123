"""What a product is called: trade names by territory, and the nonproprietary name."""

from operator import attrgetter

from ledger.phrases import listed
from newsroom.facts.asking import among, once, wholes
from newsroom.facts.keys import Key
from newsroom.facts.subjects import asset_facts, product_facts
from newsroom.facts.values import Value, foreign
from products.models import TradeNameVersion
from products.vocabulary import spoken


@once(by=attrgetter("trade_name.product.slug"), products=True)
def names_in_force(shown, slugs):
    """Return the trade names of the products `slugs` in use at the moment, by territory. 1 query."""
    rows = shown.moment.in_force(TradeNameVersion).filter(
        is_variant=False, **among("trade_name__product__slug", slugs)
    )
    return rows.select_related("trade_name__jurisdiction", "trade_name__product").order_by(
        "trade_name__jurisdiction__code", "pk"
    )


def in_language(shown, names):
    """Return those of `names` in the page's language, else the English ones.

    The name that the product goes by comes first.
    """
    chosen = [row for row in names if row.trade_name.language.lower() == shown.locale] or [
        row for row in names if row.trade_name.language == "en"
    ]
    return sorted(chosen, key=lambda row: row.trade_name.name != row.trade_name.product.name)


def trade_names(shown, subjects=None):
    """Return the trade name of each product in each territory; several are listed. 1 query."""
    found = {}
    for row in names_in_force(shown, wholes(subjects)):
        name = row.trade_name
        found.setdefault(Key("trade-name", name.product.slug, name.jurisdiction.code), []).append(
            row
        )
    return {key: _trade_name(shown, rows) for key, rows in found.items()}


def _trade_name(shown, rows):
    chosen = in_language(shown, rows) or rows
    lang = foreign(shown.locale, chosen[0].trade_name.language)
    return Value(listed(chosen), tuple(chosen), lang)


def inn_of(row, locale):
    """Return the nonproprietary name in the language of the page, in English with its salt."""
    if locale == "zh-hans" and row.inn_chinese:
        return row.inn_chinese
    return (getattr(row, "salt", None) if locale == "en" else None) or row.inn


def inns(shown, subjects=None):
    """Return the nonproprietary name of each product and asset. 2 queries."""
    assets, products = (ask(shown, wholes(subjects)) for ask in (asset_facts, product_facts))
    rows = {
        **{row.asset.code: row for row in assets if row.inn is not None},
        **{row.product.slug: row for row in products},
    }
    return {Key("inn", subject): _inn(shown, row) for subject, row in rows.items()}


def _inn(shown, row):
    recorded = inn_of(row, shown.locale)
    text = spoken(recorded)
    is_english = shown.locale != "en" and text == row.inn
    return Value(text, (row,), "en" if is_english else "")
