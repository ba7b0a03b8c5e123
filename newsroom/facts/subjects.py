"""Products and assets as the register describes them at a moment."""

from operator import attrgetter

from newsroom.facts.asking import among, once
from pipeline.models import AssetFacts
from products.models import ProductFacts


@once(by=str, products=True)
def public_products(shown, slugs):
    """Return those of `slugs` about which anything is public, each as often as it is said. 1 query."""
    rows = shown.moment.rows(ProductFacts).filter(**among("product__slug", slugs))
    return rows.values_list("product__slug", flat=True)


@once(by=attrgetter("product.slug"), products=True)
def product_facts(shown, slugs):
    """Return what holds of the products `slugs`, or of all. 1 query."""
    rows = shown.moment.in_force(ProductFacts).filter(**among("product__slug", slugs))
    return rows.select_related("product").order_by("pk")


@once(by=attrgetter("asset.code"))
def asset_facts(shown, codes):
    """Return what holds of the assets `codes`, or of all. 1 query."""
    rows = shown.moment.in_force(AssetFacts).filter(**among("asset__code", codes))
    return rows.select_related("asset").order_by("pk")
