"""What a product is: the facts of the register that hold everywhere."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ledger.phrases import listed
from products.enums import ProductClass
from products.models import ProductFacts
from products.pages.asked import organisation_name
from products.vocabulary import spoken

COLUMNS = [
    "inn",
    "inn_chinese",
    "inn_by_territory",
    "salt",
    "dose_form",
    "product_class",
    "target",
    "modality",
    "reference_brand",
    "interchangeable_in",
]


@dataclass(frozen=True)
class Fact:
    """A line of a fact list."""

    label: str
    value: str
    note: str = ""
    lang: str = ""


def facts_of(locale, at=None, day=None):
    """Return the facts of each row of a query on `Product` as one annotation, null if none."""
    rows = ProductFacts.objects.public(at, day).filter(product=OuterRef("pk"))
    columns = {column: column for column in COLUMNS}
    facts = JSONObject(**columns, reference_holder=organisation_name("reference_holder", locale))
    return Subquery(rows.order_by("certainty", "pk").values(facts=facts)[:1])


def inn_of(facts, locale):
    """Return the international nonproprietary name in the language of the page."""
    return (facts["inn_chinese"] if locale.startswith("zh") else "") or facts["inn"]


def class_of(facts):
    return ProductClass(facts["product_class"]).label


def fact_list(product, facts, territories, locale):
    """Return the `Fact`s to show; `territories` gives names by code."""
    if not facts:
        return []
    lines = [
        Fact(_("INN"), inn_of(facts, locale), _local_inns(facts, territories)),
        Fact(_("Salt"), facts["salt"] if locale == "en" else "", lang="en"),
        Fact(_("Class"), class_of(facts)),
        Fact(_("Target"), capfirst(spoken(facts["target"]))),
        Fact(_("Modality"), capfirst(spoken(facts["modality"]))),
        Fact(_("Dose form"), capfirst(spoken(facts["dose_form"]))),
        Fact(_("Reference product"), facts["reference_brand"] or "", facts["reference_holder"]),
        Fact(_("Interchangeable in"), _named(facts["interchangeable_in"], territories)),
        Fact(_("Therapeutic areas"), capfirst(listed(spoken(area) for area in product.areas))),
        Fact(_("Asset codes"), listed(product.asset_codes)),
    ]
    return [line for line in lines if line.value]


def _local_inns(facts, territories):
    pattern = pgettext("a name and its territory", "%(name)s (%(territory)s)")
    return listed(
        pattern % {"name": name, "territory": territories.get(code, code)}
        for code, name in sorted(facts["inn_by_territory"].items())
    )


def _named(codes, territories):
    return listed(territories.get(code, code) for code in codes)
