"""A product as an edition describes it: each part is a function of (shown, block)."""

from operator import attrgetter

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from newsroom.assembly.approvals import approvals, filings, first_approval, presentations
from newsroom.assembly.names import product_name, trade_names
from newsroom.assembly.wordings import wordings
from newsroom.enums import ProfilePart
from newsroom.facts.asking import once
from newsroom.facts.figures import figures_by
from newsroom.facts.names import inn_of
from newsroom.facts.rights import rights_in_force
from newsroom.facts.subjects import product_facts
from products.enums import Metric, ProductClass, RightKind
from products.models import Jurisdiction
from products.vocabulary import spoken

NOTHING_HELD = _("The register holds nothing for “{part}” of {product} at this moment.")


def profile(shown, block):
    """Return the context of a `ProductProfile`: its name and the parts in `shows`. Some 2 queries a part."""
    parts = {
        part.replace("-", "_"): PARTS[part](shown, block)
        for part in ProfilePart.values
        if part in block.shows
    }
    for part, value in parts.items():
        if not value:
            shown.lacks(
                format_lazy(
                    NOTHING_HELD,
                    part=ProfilePart(part.replace("_", "-")).label,
                    product=block.product,
                )
            )
    return {"name": product_name(shown, block.product, block.jurisdiction), **parts}


def identity(shown, block):
    facts = next(iter(product_facts(shown, [block.product.slug])), None)
    if facts is None:
        return None
    values = {
        "inn": inn_of(facts, shown.locale),
        "product_class": _class(facts),
        "modality": spoken(facts.modality),
        "target": spoken(facts.target),
        "dose_form": spoken(facts.dose_form),
        "reference": facts.reference_brand
        if facts.product_class == ProductClass.BIOSIMILAR
        else "",
    }
    shown.bind(
        facts, " · ".join(value for value in values.values() if value), product=block.product_id
    )
    return values


def _class(facts):
    """A class on which sources disagree is not said on a dated page."""
    is_contested = facts.product_class == ProductClass.CONTESTED
    return "" if is_contested else facts.get_product_class_display()


def owner(shown, block):
    """Who owns the product and who brings it to market where, on the day."""
    rows = rights_in_force(shown, [block.product.slug])
    if block.jurisdiction:
        code = block.jurisdiction.code
        rows = [row for row in rows if row.right.kind == RightKind.OWN or code in row.territories]
    names = _names_of_territories(shown, {code for row in rows for code in row.territories})
    return [
        {
            "is_owner": row.right.kind == RightKind.OWN,
            "organisation": shown.bind(row, row.right.organisation, right=row.right_id),
            "territories": [names.get(code) or code for code in row.territories],
        }
        for row in rows
    ]


def _names_of_territories(shown, codes):
    name_of = attrgetter(f"name_{shown.locale.replace('-', '_')}")
    return {row.code: name_of(row) for row in _territories(shown, codes)}


@once(by=attrgetter("code"))
def _territories(shown, codes):
    return Jurisdiction.objects.filter(code__in=codes)


def figure(shown, block):
    rows = figures_by(shown, [block.product.slug])
    row = next((row for row in reversed(rows) if row.metric == Metric.TERRITORIES_APPROVED), None)
    if row is None:
        return None
    value = f"{row.value.normalize():f}"
    shown.bind(row, f"{row.get_qualifier_display()} {value}", figure=row.pk)
    return {
        "qualifier": row.qualifier,
        "value": value,
        "date": str(row.as_of),
        "machine": row.as_of.machine,
    }


def indications(shown, block):
    return wordings(shown, block.product, block.jurisdiction)


PARTS = {
    ProfilePart.IDENTITY: identity,
    ProfilePart.TRADE_NAMES: trade_names,
    ProfilePart.FIRST_APPROVAL: first_approval,
    ProfilePart.APPROVALS: approvals,
    ProfilePart.PRESENTATIONS: presentations,
    ProfilePart.INDICATIONS: indications,
    ProfilePart.FILINGS: filings,
    ProfilePart.OWNER: owner,
    ProfilePart.FIGURE: figure,
}
