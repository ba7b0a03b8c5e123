"""The pipeline page, when a change is about what it shows."""

from django.urls import reverse
from django.utils.translation import gettext as _

from ledger.effects import Touched, subjects, when
from pipeline.models import Asset
from products.models import Product


def touches(change_set, opened, closed):
    """Return the pipeline page with the assets on it that the change is about. 1 query."""
    rows = [*opened, *closed]
    codes = {asset.code for asset in subjects(rows, Asset)}
    codes |= {code for row in rows if (code := getattr(row, "asset_code", None))}
    products = subjects(rows, Product)
    assets = Asset.objects.filter(products__in=products) | Asset.objects.filter(code__in=codes)
    shown = sorted(set(assets.values_list("code", flat=True)))
    if not shown:
        return []
    return [Touched(_("Pipeline"), reverse("pipeline:pipeline"), when(change_set), tuple(shown))]
