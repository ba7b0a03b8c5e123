import hashlib

from ledger.dates import ImpreciseDate
from ledger.models import period
from products.enums import (
    AuthorisationStatus,
    AuthorityRole,
    DateBasis,
    EventKind,
    JurisdictionKind,
    Metric,
    ProcedureKind,
    ProductClass,
    RightKind,
    TranslationStatus,
    WordingKind,
)
from products.models import (
    Authorisation,
    AuthorisationVersion,
    Authority,
    AuthorityName,
    CompanyFigure,
    EventIndication,
    Indication,
    IndicationConcept,
    IndicationTranslation,
    IndicationVersion,
    Jurisdiction,
    Organisation,
    Presentation,
    PresentationVersion,
    Procedure,
    Product,
    ProductFacts,
    RegulatoryEvent,
    Right,
    RightVersion,
    TradeName,
    TradeNameVersion,
)
from tests.factories.ledger import day, person, recorded

ZONES = {
    "CN": "Asia/Shanghai",
    "US": "America/New_York",
    "EU": "Europe/Brussels",
    "GB": "Europe/London",
    "HK": "Asia/Hong_Kong",
    "AU": "Australia/Sydney",
}
TEXT = "TESTAMAB (made up) is indicated for the treatment of adult patients with a made-up disease."
START = "2025-05-29"


def jurisdiction(code="CN", **fields):
    fields = {
        "name_en": f"Territory {code}",
        "name_zh_hans": f"地区 {code}",
        "kind": JurisdictionKind.COUNTRY,
        "time_zone": ZONES.get(code, "UTC"),
    } | fields
    return Jurisdiction.objects.get_or_create(code=code, defaults=fields)[0]


def authority(code="CN", **fields):
    """Return the authority that decides in the territory `code`."""
    fields = {"jurisdiction": jurisdiction(code), "role": AuthorityRole.DECIDES} | fields
    return Authority.objects.get_or_create(code=f"{code}-authority", defaults=fields)[0]


def authority_name(of=None, start="2000-01-01", end=None, **fields):
    fields = {"acronym": "MUA", "name_english": "Made-up Authority"} | fields
    return AuthorityName(authority=of or authority(), **period(day(start), day(end)), **fields)


def organisation(key="made-up-pharma", **fields):
    fields = {"name_en": f"{key} (made up)", "name_zh_hans": f"{key}(虚构)"} | fields
    return Organisation.objects.get_or_create(key=key, defaults=fields)[0]


def product(slug="testamab", **fields):
    name = slug.upper()
    fields = {
        "name_en": f"{name} (made up)",
        "name_zh_hans": f"{name}(虚构)",
        "asset_codes": [f"X-{slug}"[:20]],
    } | fields
    return Product.objects.get_or_create(slug=slug, defaults=fields)[0]


def product_facts(of=None, start=START, end=None, **fields):
    fields = {"inn": "testamab", "product_class": ProductClass.INNOVATIVE} | fields
    return ProductFacts(product=of or product(), **period(day(start), day(end)), **fields)


def trade_name(of=None, name="TESTAMAB (made up)", code="CN", language="en"):
    return TradeName.objects.get_or_create(
        product=of or product(),
        jurisdiction=jurisdiction(code),
        name=name,
        defaults={"language": language},
    )[0]


def trade_name_version(of=None, start=START, end=None, **fields):
    return TradeNameVersion(trade_name=of or trade_name(), **period(day(start), day(end)), **fields)


def right(of=None, kind=RightKind.COMMERCIALISE, by=None):
    return Right.objects.get_or_create(
        product=of or product(), organisation=by or organisation(), kind=kind
    )[0]


def right_version(of=None, start=START, end=None, **fields):
    fields = {"territories": ["CN"]} | fields
    return RightVersion(right=of or right(), **period(day(start), day(end)), **fields)


def company_figure(as_of="2025-06-30", **fields):
    fields = {"metric": Metric.PATIENTS_REACHED, "value": 1000, "as_of": day(as_of)} | fields
    return CompanyFigure(**fields)


def authorisation(of=None, code="CN"):
    """Return the first authorisation of a product in the territory `code`."""
    of, where = of or product(), jurisdiction(code)
    found = Authorisation.objects.filter(product=of, jurisdiction=where).first()
    return found or Authorisation.objects.create(
        product=of, jurisdiction=where, authority=authority(code)
    )


def authorisation_version(of=None, start=START, end=None, **fields):
    fields = {"status": AuthorisationStatus.GRANTED} | fields
    return AuthorisationVersion(
        authorisation=of or authorisation(), **period(day(start), day(end)), **fields
    )


def presentation(of=None, strength="100 mg"):
    return Presentation.objects.get_or_create(
        authorisation=of or authorisation(), strength=strength
    )[0]


def presentation_version(of=None, start=START, end=None, **fields):
    return PresentationVersion(
        presentation=of or presentation(), **period(day(start), day(end)), **fields
    )


def concept(key="made-up-disease", **fields):
    fields = {"name_en": f"{key} (made up)", "name_zh_hans": f"{key}(虚构)"} | fields
    return IndicationConcept.objects.get_or_create(key=key, defaults=fields)[0]


def indication(of=None, slot=1, **fields):
    fields = {"concept": concept()} | fields
    return Indication.objects.get_or_create(
        authorisation=of or authorisation(), slot=slot, defaults=fields
    )[0]


def indication_version(of=None, text=TEXT, start=START, end=None, **fields):
    fields = {"wording_kind": WordingKind.LABEL} | fields
    return IndicationVersion(
        indication=of or indication(), text=text, **period(day(start), day(end)), **fields
    )


def indication_translation(of, language="zh-hans", text="虚构的适应症", **fields):
    """Save a translation of the wording `of` (an `IndicationVersion`)."""
    fields = {"status": TranslationStatus.TRANSLATED, "translated_by": person()} | fields
    text_hash = hashlib.sha256(of.text.encode()).hexdigest()
    return IndicationTranslation.objects.create(
        text_hash=text_hash, language=language, text=text, **fields
    )


def approved(slug="testamab", code="CN", start=START, texts=(TEXT,), **recording):
    """Record an authorisation with a wording in each slot, one by default; return the wordings."""
    licence = authorisation(product(slug), code)
    wordings = [
        indication_version(indication(licence, slot), text, start)
        for slot, text in enumerate(texts, start=1)
    ]
    recorded(authorisation_version(licence, start), *wordings, **recording)
    return wordings


def procedure(of=None, code="CN", **fields):
    fields = {"kind": ProcedureKind.NEW_INDICATION} | fields
    return Procedure(
        product=of or product(),
        jurisdiction=jurisdiction(code),
        authority=authority(code),
        **fields,
    )


def regulatory_event(of=None, date=START, code="CN", **fields):
    """`date` is written text or an `ImpreciseDate`."""
    fields = {"kind": EventKind.INITIAL_APPROVAL, "date_basis": DateBasis.DECISION} | fields
    date = date if isinstance(date, ImpreciseDate) else day(date)
    return RegulatoryEvent(
        product=of or product(), jurisdiction=jurisdiction(code), date=date, **fields
    )


def event_indication(event, of=None):
    return EventIndication(event=event, indication=of or indication())
