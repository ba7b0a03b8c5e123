"""What the public site showed at an address at a moment (Q3)."""

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps

from henlius.history.asking.dependents import place_label
from henlius.history.asking.kinds import OF_TABLE
from newsroom.addresses import public_at
from newsroom.models import EditionText
from products.models import Product


@dataclass(frozen=True)
class Words:
    """A value that the page took from the register: where it stands, and of which record it is."""

    place: str
    shown: str
    row: str
    product: str


@dataclass(frozen=True)
class Shown:
    """What a visitor got: the frozen `text` and its `words`; None where there was nothing frozen.

    `product` is that of a living page, which followed the register; its `text` is what people
    wrote on it. `moved_to` is the address to which this one led then. `not_before` is when this
    site first held the page, for a moment before it.
    """

    text: EditionText | None
    words: list[Words]
    product: Product | None
    moved_to: str
    not_before: datetime | None


OF_PRODUCT = ("products:product-detail", "products:indication-history")
PAGES = ("newsroom:release-detail", *OF_PRODUCT)


def shown_at(locale, name, kwargs, at) -> Shown:
    """Return what stood at an address of one of `PAGES` at `at` (aware, not ahead). 9 queries, and one
    for each kind of fact shown.
    """
    if name in OF_PRODUCT:
        return _living(locale, kwargs["slug"], at)
    answer = public_at(locale, kwargs["year"], kwargs["slug"], at)
    first = answer.editions[0].publication.visible.lower if answer.editions else None
    return Shown(
        text=answer.text,
        words=_words(answer.text) if answer.text else [],
        product=None,
        moved_to=answer.elsewhere.redirect,
        not_before=first if first and first > at else None,
    )


def _living(locale, slug, at):
    product = Product.objects.filter(slug=slug).first()
    texts = EditionText.objects.visible(at).upheld().in_language(locale)
    texts = texts.filter(edition__release__product=product) if product else texts.none()
    text = texts.select_related("edition__release", "edition__publication").first()
    return Shown(text, _words(text) if text else [], product, "", None)


def _words(text):
    bindings = list(text.edition.bindings.filter(locale=text.locale).order_by("pk"))
    names, products = _labels(), _products(bindings)
    return [
        Words(
            place=place_label(bound.place),
            shown=bound.shown,
            row=f"{names[bound.table]}:{bound.row}",
            product=products.get((bound.table, bound.row), ""),
        )
        for bound in bindings
    ]


def _labels():
    return {model._meta.db_table: model._meta.label_lower for model in apps.get_models()}


def _products(bindings):
    """Return `{(table, row): slug}` of the records bound. 1 query for each kind of fact among them."""
    found = {}
    for table in dict.fromkeys(bound.table for bound in bindings):
        kind = OF_TABLE.get(table)
        if kind and kind.product:
            keys = {bound.row for bound in bindings if bound.table == table}
            rows = kind.model.objects.filter(pk__in=keys)
            slugs = rows.values_list("pk", f"{kind.product}__slug")
            found |= {(table, key): slug or "" for key, slug in slugs}
    return found
