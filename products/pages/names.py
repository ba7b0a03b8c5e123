"""What a product is called where: its trade names in use on a day."""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from ledger.templatetags.register import lang_tag
from products.enums import Mark
from products.models import TradeNameVersion
from products.pages.asked import HOME, territory_name

MARKS = {Mark.REGISTERED: "®", Mark.TRADEMARK: "™"}


@dataclass(frozen=True)
class TradeName:
    """A name with its mark; `plain` is without it, `code` the territory's."""

    name: str
    plain: str
    lang: str
    code: str
    territory: str


@dataclass(frozen=True)
class Title:
    """What a page calls a product, and its name at home in the other script ("" if none)."""

    name: str
    lang: str = ""
    name_alt: str = ""
    name_alt_lang: str = ""


def trade_names(locale, at=None, day=None):
    """Return the names of each row of a query on `Product` as an annotation, read by `read_names`.

    Spellings that only a source uses are left out.
    """
    rows = TradeNameVersion.objects.public(at, day).filter(
        trade_name__product=OuterRef("pk"), is_variant=False
    )
    name = JSONObject(
        plain="trade_name__name",
        mark="mark",
        lang="trade_name__language",
        code="trade_name__jurisdiction__code",
        territory=territory_name("trade_name__jurisdiction", locale),
    )
    ordered = rows.order_by("certainty", "trade_name__jurisdiction__code", "trade_name__name")
    return ArraySubquery(ordered.values(name=name))


def read_names(found):
    """Return the `TradeName`s of the annotation `found`, those of the home market first."""
    names = [
        TradeName(
            name=row["plain"] + MARKS.get(row["mark"], ""),
            plain=row["plain"],
            lang=lang_tag(row["lang"]),
            code=row["code"],
            territory=row["territory"],
        )
        for row in found
    ]
    return sorted(names, key=lambda name: name.code != HOME)


def title_of(product, names, locale):
    """Return the `Title` of `product`: its name in `locale`, at home before elsewhere.

    Without a public name it goes by its asset code.
    """
    spoken = [name for name in names if name.lang.lower() == locale]
    chosen = next(iter(spoken or [name for name in names if name.lang == "en"] or names), None)
    if chosen is None:
        return Title(product.asset_codes[0] if product.asset_codes else product.slug)
    other = next((n for n in names if n.code == chosen.code and n.lang != chosen.lang), None)
    alternative = (other.plain, other.lang) if other else ("", "")
    return Title(chosen.plain, chosen.lang, *alternative)
