"""A product as an edition describes it: each part is a function of (shown, block)."""

from django.db.models import Exists, OuterRef
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from newsroom.assembly.wordings import wordings
from newsroom.enums import ProfilePart
from products.enums import (
    APPROVALS,
    AuthorisationStatus,
    EventKind,
    Metric,
    ProductClass,
    RightKind,
)
from products.models import (
    AuthorisationVersion,
    AuthorityName,
    CompanyFigure,
    Jurisdiction,
    PresentationVersion,
    ProductFacts,
    RegulatoryEvent,
    RightVersion,
    TradeNameVersion,
)
from products.vocabulary import spoken

NOTHING_HELD = _("The register holds nothing for “{part}” of {product} at this moment.")


def profile(shown, block):
    """Return the context of a `ProductProfile`: its name and the parts in `shows`. 2 to 10 queries."""
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


def product_name(shown, product, jurisdiction=None):
    """Return the trade name in the page's language, else the English one, else the asset's code.

    Of several, the one that the product goes by comes first. A name that is not in force at the
    moment, or not public yet, is never shown.
    """
    names = _trade_names(shown, product, jurisdiction)
    spoken = [n for n in names if n.trade_name.language.lower() == shown.locale] or [
        n for n in names if n.trade_name.language == "en"
    ]
    spoken.sort(key=lambda found: found.trade_name.name != product.name)
    if spoken:
        return shown.bind(spoken[0], str(spoken[0]), trade_name=spoken[0].trade_name_id)
    return product.asset_codes[0] if product.asset_codes else product.slug


def _trade_names(shown, product, jurisdiction=None):
    rows = shown.moment.in_force(TradeNameVersion).filter(
        trade_name__product=product, is_variant=False
    )
    if jurisdiction:
        rows = rows.filter(trade_name__jurisdiction=jurisdiction)
    return list(
        rows.select_related("trade_name__jurisdiction").order_by(
            "trade_name__jurisdiction__code", "pk"
        )
    )


def identity(shown, block):
    facts = shown.moment.in_force(ProductFacts).filter(product=block.product).first()
    if facts is None:
        return None
    inn = facts.inn_chinese if shown.locale == "zh-hans" and facts.inn_chinese else facts.inn
    values = {
        "inn": facts.salt or inn if shown.locale == "en" else inn,
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


def trade_names(shown, block):
    """The names in use by territory, those in the language of the page first."""
    names = {}
    for row in _trade_names(shown, block.product, block.jurisdiction):
        shown.bind(row, str(row), trade_name=row.trade_name_id)
        territory = str(row.trade_name.jurisdiction)
        names.setdefault(territory, []).append({"name": str(row), "lang": row.trade_name.language})
    for found in names.values():
        found.sort(key=lambda name: name["lang"].lower() != shown.locale)
    return [{"territory": territory, "names": found} for territory, found in names.items()]


def _events(shown, block, kinds):
    until = shown.moment.as_of
    rows = shown.moment.rows(RegulatoryEvent).filter(
        product=block.product, kind__in=kinds, date_latest__lte=until
    )
    if block.jurisdiction:
        rows = rows.filter(jurisdiction=block.jurisdiction)
    return rows.select_related("jurisdiction", "authority").order_by("date_latest", "pk")


def _event(shown, event):
    shown.bind(event, f"{event.jurisdiction}: {event.date}", event=event.pk)
    return {
        "territory": str(event.jurisdiction),
        "authority": _authority(shown, event),
        "date": str(event.date),
        "machine": event.date.machine,
    }


def _authority(shown, event):
    if event.authority is None:
        return ""
    names = shown.moment.rows(AuthorityName).filter(authority=event.authority)
    name = names.on(event.date.latest).first()  # a name belongs to the day of the act
    return shown.bind(name, name.acronym) if name else event.authority.code


def first_approval(shown, block):
    event = _events(shown, block, [EventKind.INITIAL_APPROVAL]).first()
    return _event(shown, event) if event else None


def approvals(shown, block):
    """Where it is approved on the day, each with the first day of the approval, by that day.

    A licence that changed hands since keeps the day on which it was granted.
    """
    rows = shown.moment.in_force(AuthorisationVersion).filter(
        authorisation__product=block.product, status=AuthorisationStatus.GRANTED
    )
    if block.jurisdiction:
        rows = rows.filter(authorisation__jurisdiction=block.jurisdiction)
    rows = rows.select_related("authorisation__jurisdiction")
    first = _first_versions(shown, rows)
    return [
        _approval(shown, row, first[row.authorisation_id])
        for row in sorted(rows, key=lambda row: (first[row.authorisation_id].valid.lower, row.pk))
    ]


def _first_versions(shown, rows):
    versions = shown.moment.rows(AuthorisationVersion).filter(
        authorisation__in=[row.authorisation_id for row in rows]
    )
    # The earliest comes last and stays.
    return {row.authorisation_id: row for row in versions.order_by("-valid", "-pk")}


def _approval(shown, row, first):
    about = {"authorisation": row.authorisation_id}
    return {
        "territory": shown.bind(row, row.authorisation.jurisdiction, **about),
        "date": shown.bind(first, first.start, **about),
        "machine": first.start.machine,
    }


def filings(shown, block):
    """Applications accepted and undecided on the day, by date."""
    decisions = shown.moment.rows(RegulatoryEvent).filter(
        procedure=OuterRef("procedure"), kind__in=APPROVALS, date_latest__lte=shown.moment.as_of
    )
    accepted = _events(shown, block, [EventKind.FILING_ACCEPTED])
    open_cases = accepted.filter(procedure__isnull=False).exclude(Exists(decisions))
    return [_event(shown, event) for event in open_cases]


def owner(shown, block):
    """Who owns the product and who brings it to market where, on the day."""
    rows = (
        shown.moment.in_force(RightVersion)
        .filter(
            right__product=block.product, right__kind__in=[RightKind.OWN, RightKind.COMMERCIALISE]
        )
        .select_related("right__organisation")
        .order_by("-right__kind", "pk")
    )
    if block.jurisdiction:
        code = block.jurisdiction.code
        rows = [row for row in rows if row.right.kind == RightKind.OWN or code in row.territories]
    names = dict(Jurisdiction.objects.values_list("code", _name_column(shown.locale)))
    return [
        {
            "is_owner": row.right.kind == RightKind.OWN,
            "organisation": shown.bind(row, row.right.organisation, right=row.right_id),
            "territories": [names.get(code) or code for code in row.territories],
        }
        for row in rows
    ]


def _name_column(locale):
    return f"name_{locale.replace('-', '_')}"


def figure(shown, block):
    rows = shown.moment.rows(CompanyFigure).filter(
        product=block.product,
        metric=Metric.TERRITORIES_APPROVED,
        as_of_latest__lte=shown.moment.as_of,
    )
    row = rows.order_by("-as_of_latest", "-pk").first()
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


def presentations(shown, block):
    rows = shown.moment.in_force(PresentationVersion).filter(
        presentation__authorisation__product=block.product
    )
    if block.jurisdiction:
        rows = rows.filter(presentation__authorisation__jurisdiction=block.jurisdiction)
    rows = rows.select_related("presentation__authorisation__jurisdiction")
    return [
        {
            "territory": str(row.presentation.authorisation.jurisdiction),
            "strength": shown.bind(
                row, spoken(row.presentation.strength), presentation=row.presentation_id
            ),
        }
        for row in rows.order_by("presentation__authorisation__jurisdiction__code", "pk")
    ]


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
