"""What the register says of the assets, in words."""

from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from pipeline.enums import Origin
from pipeline.models import AssetFacts
from products.models import Product
from products.pages.asked import organisation_name
from products.pages.names import read_names, title_of, trade_names
from products.vocabulary import spoken


@dataclass(frozen=True)
class ProductLink:
    label: str
    url: str
    lang: str


@dataclass(frozen=True)
class AssetText:
    name: str = ""
    target: str = ""
    origin: str = ""
    products: list[ProductLink] = field(default_factory=list)


def asset_texts(locale, at=None, day=None):
    """Return the `AssetText` of every asset of which facts are public at `at`, by key. 2 queries."""
    rows = AssetFacts.objects.public(at, day).annotate(
        partner=organisation_name("licensor", locale)
    )
    products = _products(locale, at, day)
    return {
        row.asset_id: AssetText(
            name=(row.inn_chinese if locale.startswith("zh") else "") or spoken(row.inn),
            target=" · ".join([spoken(row.target), spoken(row.modality)]),
            origin=_origin(row),
            products=products.get(row.asset_id, []),
        )
        for row in rows.order_by("-certainty", "pk")  # a certain row comes last and stays
    }


def _origin(row):
    texts = {
        Origin.IN_LICENSED: _("In-licensed from %(partner)s"),
        Origin.CO_DEVELOPED: _("Co-developed with %(partner)s"),
        Origin.HYBRID: _("Own and in-licensed parts, from %(partner)s"),
    }
    if row.partner and row.origin in texts:
        return texts[row.origin] % {"partner": row.partner}
    return capfirst(row.get_origin_display())


def _products(locale, at, day):
    """The public products that each asset became, by its key. 1 query."""
    became = Product.assets.through.objects.filter(product=OuterRef("pk"))
    products = Product.objects.public(at).annotate(
        known_names=trade_names(locale, at, day),
        asset_keys=ArraySubquery(became.order_by("asset").values("asset")),
    )
    links = {}
    for product in products.order_by("slug"):
        title = title_of(product, read_names(product.known_names), locale)
        link = ProductLink(title.name, product.get_absolute_url(), title.lang)
        for key in product.asset_keys:
            links.setdefault(key, []).append(link)
    return links
