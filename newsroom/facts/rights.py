"""Who owns a product or an asset, and who brings it to market where."""

from django.db.models import Q

from newsroom.facts.asking import once
from newsroom.facts.keys import Key
from newsroom.facts.values import Value
from products.enums import RightKind
from products.models import RightVersion


def _subject(row):
    return row.right.product.slug if row.right.product else row.right.asset_code


@once(by=_subject)
def rights_in_force(shown, subjects):
    """Return who owns products (their slugs) or assets (their codes) and who sells them. 1 query.

    Owners come first; each right has its organisation.
    """
    rows = shown.moment.in_force(RightVersion).filter(
        _about(subjects), right__kind__in=[RightKind.OWN, RightKind.COMMERCIALISE]
    )
    return rows.select_related("right__organisation", "right__product").order_by(
        "-right__kind", "pk"
    )


def owners(shown, subjects=None):
    """Return the owner of each product or asset; several are listed. 1 query."""
    found = {}
    for row in rights_in_force(shown, subjects):
        if row.right.kind == RightKind.OWN:
            _add(found, Key("owner", _subject(row)), _party(shown, row))
    return found


def commercialisers(shown, subjects=None):
    """Return who brings each product to market in each territory that an agreement names. 1 query."""
    found = {}
    for row in rights_in_force(shown, subjects):
        for code in row.territories if row.right.kind == RightKind.COMMERCIALISE else ():
            _add(found, Key("commercialiser", _subject(row), code), _party(shown, row))
    return found


def _about(subjects):
    if subjects is None:
        return Q()
    return Q(right__product__slug__in=subjects) | Q(right__asset_code__in=subjects)


def _party(shown, row):
    organisation = row.right.organisation
    is_english = shown.locale != "en" and not (organisation.short_name or organisation.name)
    return Value(str(organisation), (row,), "en" if is_english else "")


def _add(found, key, value):
    found[key] = found[key].joined(value) if key in found else value
