"""The page of a product: what the register says of it today."""

from dataclasses import dataclass, replace

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, IntegerField, OuterRef
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from ledger.phrases import listed
from products.enums import RightKind
from products.models import Jurisdiction, Product, RightVersion
from products.page_texts import page_texts
from products.pages.approvals import Approval, approvals, presentation_facts
from products.pages.asked import organisation_name, territory_name
from products.pages.events import Event, timeline
from products.pages.expected import expected_decisions, read_expected
from products.pages.facts import Fact, class_of, fact_list, facts_of, inn_of
from products.pages.names import Title, read_names, title_of, trade_names
from products.pages.wordings import Wording, wording, wording_rows


@dataclass(frozen=True)
class Uses:
    """The approved list of indications that holds, word for word, in these `territories`."""

    territories: str
    wordings: list[Wording]


@dataclass(frozen=True)
class ProductPage:
    """`texts` are the page's own texts by language, as the newsroom froze them."""

    slug: str
    title: Title
    inn: str
    product_class: str
    texts: dict
    facts: list[Fact]
    approvals: list[Approval]
    other_names: list[Fact]
    presentations: list[Fact]
    uses: list[Uses]
    rights: list[Fact]
    expected: list[Fact]
    timeline: list[Event]


def product_page(slug, locale, at=None, day=None):
    """Return the `ProductPage` of the product public at `at` under `slug`. 5 queries.

    `locale` is the active language; `day` is today in each jurisdiction if None. Raises
    `Product.DoesNotExist`, which costs 1 query, for whatever is unknown or not public yet.
    """
    product = _product(slug, locale, at, day)
    names, facts = read_names(product.known_names), product.known_facts
    licences = approvals(product, names, locale, at, day)
    territories = {each.code: each.territory for each in [*names, *licences]}
    return ProductPage(
        slug=slug,
        title=title_of(product, names, locale),
        inn=inn_of(facts, locale) if facts else "",
        product_class=class_of(facts) if facts else "",
        texts=page_texts(product, at),
        facts=fact_list(product, facts, territories, locale),
        approvals=licences,
        other_names=_names_elsewhere(names, licences),
        presentations=presentation_facts(licences),
        uses=_uses(product, licences, locale, at, day),
        rights=[_right(row) for row in product.known_rights],
        expected=read_expected(product.known_expectations),
        timeline=timeline(product, locale, at),
    )


def _product(slug, locale, at, day):
    products = Product.objects.public(at).annotate(
        known_facts=facts_of(locale, at, day),
        known_names=trade_names(locale, at, day),
        known_rights=_rights(locale, at, day),
        known_expectations=expected_decisions(locale, at, day),
    )
    return products.get(slug=slug)


def _names_elsewhere(names, licences):
    """Names in territories without an authorisation of their own, a line a territory."""
    shown = {licence.code for licence in licences}
    lines = {}
    for name in names:
        if name.code not in shown:
            lines.setdefault(name.territory, []).append(name.name)
    return [Fact(territory, listed(found)) for territory, found in lines.items()]


def _uses(product, licences, locale, at, day):
    """The lists in force; territories with the same list share it, without its dates if they differ."""
    lists, places = {}, {licence.code: place for place, licence in enumerate(licences)}
    for row in wording_rows(product, locale, at, day):
        if row.certainty:
            licence = (places.get(row.code, len(places)), row.indication.authorisation_id)
            lists.setdefault((*licence, row.territory), []).append(wording(row, locale))
    shared = {}
    for (*_order, territory), wordings in sorted(lists.items(), key=lambda item: item[0]):
        same = tuple(replace(each, period="") for each in wordings)
        shared.setdefault(same, []).append((territory, wordings))
    return [_shared(same, found) for same, found in shared.items()]


def _shared(same, found):
    first = found[0][1]
    is_one_period = all(wordings == first for _territory, wordings in found)
    return Uses(
        territories=listed(dict.fromkeys(territory for territory, _wordings in found)),
        wordings=first if is_one_period else list(same),
    )


def _rights(locale, at, day):
    rows = RightVersion.objects.public(at, day).filter(
        right__product=OuterRef("pk"), right__kind__in=[RightKind.OWN, RightKind.COMMERCIALISE]
    )
    right = JSONObject(
        kind="right__kind",
        organisation=organisation_name("right__organisation", locale),
        territories=_territories("territories", locale),
        excluded=_territories("excluded", locale),
        is_exclusive="is_exclusive",
    )
    ordered = rows.order_by("-right__kind", "right__organisation__key", "pk")
    return ArraySubquery(ordered.values(found=right))


def _territories(column, locale):
    """The names of the jurisdictions whose codes stand in an array `column` of the outer row."""
    place = Func(
        OuterRef(column), F("code"), function="array_position", output_field=IntegerField()
    )
    # rewrite(False): modeltranslation would add columns of its own to the subquery
    rows = Jurisdiction.objects.rewrite(False).alias(place=place).filter(place__isnull=False)
    return ArraySubquery(rows.order_by("place").values(shown=territory_name("", locale)))


def _right(row):
    note = listed(row["territories"])
    if row["excluded"]:
        note = _("%(territories)s, except %(excluded)s") % {
            "territories": note,
            "excluded": listed(row["excluded"]),
        }
    if row["is_exclusive"]:
        note = _("%(territories)s; exclusive") % {"territories": note}
    label = _("Owner") if row["kind"] == RightKind.OWN else _("Commercialisation")
    return Fact(label, row["organisation"], note)
