"""Indication wordings."""

from operator import attrgetter

from newsroom.facts.asking import among, once, wholes
from newsroom.facts.keys import Key
from newsroom.facts.values import Value, foreign
from products.models import IndicationVersion


@once(by=attrgetter("indication.authorisation.product.slug"), products=True)
def wordings_in_force(shown, slugs, locale):
    """Return the wordings of the products `slugs`, by territory and slot. 1 query.

    Each has its `translation` into `locale`.
    """
    rows = shown.moment.in_force(IndicationVersion).filter(
        **among("indication__authorisation__product__slug", slugs)
    )
    return (
        rows.select_related(
            "indication__concept",
            "indication__authorisation__product",
            "indication__authorisation__jurisdiction",
        )
        .with_translation(locale)
        .order_by("indication__authorisation__jurisdiction__code", "indication__slot")
    )


def translation_of(shown, row):
    """Return the translation of `row` into the page's language: a dict, or None without need or text."""
    return row.translation if row.language != shown.locale else None


def indications(shown, subjects=None):
    """Return the wording of each use of each product in each territory. 1 query.

    A use that two licences of one territory word differently has no value: nobody could tell which.
    """
    found = {}
    for row in wordings_in_force(shown, wholes(subjects), shown.locale):
        found.setdefault(_key(row.indication), {})[row.text] = row
    return {key: _wording(shown, *rows.values()) for key, rows in found.items() if len(rows) == 1}


def _key(indication):
    licence = indication.authorisation
    subject = f"{licence.product.slug}.{indication.concept.key}"
    return Key("indication", subject, licence.jurisdiction.code)


def _wording(shown, row):
    if found := translation_of(shown, row):
        return Value(found["text"], (row,))
    return Value(row.text, (row,), foreign(shown.locale, row.language))
