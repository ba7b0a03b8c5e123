"""What an edition calls a product, where."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from newsroom.facts.names import in_language, names_in_force
from newsroom.facts.subjects import public_products

NOT_PUBLIC = _("The register holds nothing public about {product}.")


def product_name(shown, product, jurisdiction=None):
    """Return the trade name in the page's language, else the English one, else the asset's code.

    Of several, the one that the product goes by comes first. A name that is not in force at the
    moment, or not public yet, is never shown; a product that is not public yet cannot be named.
    """
    if not public_products(shown, [product.slug]):
        shown.lacks(format_lazy(NOT_PUBLIC, product=product), "error")
    names = in_language(shown, _names_of(shown, product, jurisdiction))
    if names:
        return shown.bind(names[0], str(names[0]), trade_name=names[0].trade_name_id)
    return product.asset_codes[0] if product.asset_codes else product.slug


def _names_of(shown, product, jurisdiction=None):
    rows = names_in_force(shown, [product.slug])
    return [row for row in rows if jurisdiction in (None, row.trade_name.jurisdiction)]


def trade_names(shown, block):
    """The names in use by territory, those in the language of the page first."""
    names = {}
    for row in _names_of(shown, block.product, block.jurisdiction):
        shown.bind(row, str(row), trade_name=row.trade_name_id)
        territory = str(row.trade_name.jurisdiction)
        names.setdefault(territory, []).append({"name": str(row), "lang": row.trade_name.language})
    for found in names.values():
        found.sort(key=lambda name: name["lang"].lower() != shown.locale)
    return [{"territory": territory, "names": found} for territory, found in names.items()]
