"""What an edition calls a product, where."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from products.models import ProductFacts, TradeNameVersion

NOT_PUBLIC = _("The register holds nothing public about {product}.")


def product_name(shown, product, jurisdiction=None):
    """Return the trade name in the page's language, else the English one, else the asset's code.

    Of several, the one that the product goes by comes first. A name that is not in force at the
    moment, or not public yet, is never shown; a product that is not public yet cannot be named.
    """
    if not shown.moment.rows(ProductFacts).filter(product=product).exists():
        shown.lacks(format_lazy(NOT_PUBLIC, product=product), "error")
    names = _trade_names(shown, product, jurisdiction)
    spoken = [n for n in names if n.trade_name.language.lower() == shown.locale] or [
        n for n in names if n.trade_name.language == "en"
    ]
    spoken.sort(key=lambda found: found.trade_name.name != product.name)
    if spoken:
        return shown.bind(spoken[0], str(spoken[0]), trade_name=spoken[0].trade_name_id)
    return product.asset_codes[0] if product.asset_codes else product.slug


def _trade_names(shown, product, jurisdiction=None):
    rows = shown.moment.in_force(TradeNameVersion).filter(
        trade_name__product=product, is_variant=False
    )
    if jurisdiction:
        rows = rows.filter(trade_name__jurisdiction=jurisdiction)
    return list(
        rows.select_related("trade_name__jurisdiction").order_by(
            "trade_name__jurisdiction__code", "pk"
        )
    )


def trade_names(shown, block):
    """The names in use by territory, those in the language of the page first."""
    names = {}
    for row in _trade_names(shown, block.product, block.jurisdiction):
        shown.bind(row, str(row), trade_name=row.trade_name_id)
        territory = str(row.trade_name.jurisdiction)
        names.setdefault(territory, []).append({"name": str(row), "lang": row.trade_name.language})
    for found in names.values():
        found.sort(key=lambda name: name["lang"].lower() != shown.locale)
    return [{"territory": territory, "names": found} for territory, found in names.items()]
