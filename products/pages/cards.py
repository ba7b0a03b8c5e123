"""The products as cards."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import ngettext

from ledger.phrases import listed
from products.enums import AuthorisationStatus, ProductClass
from products.models import AuthorisationVersion, Product
from products.pages.facts import class_of, facts_of, inn_of
from products.pages.names import read_names, title_of, trade_names
from products.vocabulary import spoken


@dataclass(frozen=True)
class ProductCard:
    """A product in a list; it stands under its first `area`, and `areas` are all where it has several."""

    name: str
    url: str
    name_alt: str
    name_alt_lang: str
    inn: str
    product_class: str
    area: str
    areas: str
    territories: str


def product_cards(locale, at=None, day=None):
    """Return a `ProductCard` for each product public at `at`, in order of address. 1 query.

    `locale` is the active language; `day` is today in each jurisdiction if None.
    """
    products = Product.objects.public(at).annotate(
        known_facts=facts_of(locale, at, day),
        known_names=trade_names(locale, at, day),
        approved_in=_territories_in_force(at, day),
    )
    return [_card(product, locale) for product in products.order_by("slug")]


def by_area(cards):
    """Return (therapeutic area, its cards), the largest area first."""
    ordered = sorted(cards, key=lambda card: card.area)
    groups = [(area, list(members)) for area, members in groupby(ordered, lambda card: card.area)]
    return sorted(groups, key=lambda group: -len(group[1]))


def _territories_in_force(at, day):
    rows = AuthorisationVersion.objects.public(at, day).certain()
    granted = rows.filter(authorisation__product=OuterRef("pk"), status=AuthorisationStatus.GRANTED)
    grouped = granted.order_by().values("authorisation__product")
    count = Count("authorisation__jurisdiction", distinct=True)
    return Coalesce(Subquery(grouped.annotate(count=count).values("count")), 0)


def _card(product, locale):
    facts = product.known_facts
    title = title_of(product, read_names(product.known_names), locale)
    areas = [spoken(area) for area in product.areas]
    contested = not facts or facts["product_class"] == ProductClass.CONTESTED
    return ProductCard(
        name=title.name,
        url=product.get_absolute_url(),
        name_alt=title.name_alt,
        name_alt_lang=title.name_alt_lang,
        inn=inn_of(facts, locale) if facts else "",
        product_class="" if contested else class_of(facts),
        area=areas[0] if areas else "",
        areas=listed(areas) if len(areas) > 1 else "",
        territories=_approved_in(product.approved_in),
    )


def _approved_in(count):
    if not count:
        return ""
    text = ngettext("Approved in %(count)d territory", "Approved in %(count)d territories", count)
    return text % {"count": count}
