"""What a made-up product consists of: its identities, and the rows with which its import begins.

Every word of it is made up and says so. Each tenth product is approved in all made-up territories,
the others in some; starts are as fine as a day or as coarse as a year, in turn.
"""

from datetime import date, timedelta
from hashlib import sha256

from ledger.dates import ImpreciseDate
from ledger.enums import SourceKind
from ledger.models import SourceDocument, period
from products.enums import (
    AuthorisationStatus,
    AuthorityRole,
    DateBasis,
    EventKind,
    JurisdictionKind,
    ObligationKind,
    ProcedureKind,
    ProductClass,
    TranslationStatus,
    WordingKind,
)
from products.models import (
    Authorisation,
    AuthorisationVersion,
    Authority,
    EventIndication,
    ExpectedDecision,
    Indication,
    IndicationConcept,
    IndicationTranslation,
    IndicationVersion,
    Jurisdiction,
    Listing,
    ListingVersion,
    Obligation,
    ObligationVersion,
    Presentation,
    PresentationVersion,
    Procedure,
    Product,
    ProductFacts,
    RegulatoryEvent,
    TradeName,
    TradeNameVersion,
)

TERRITORIES = 40
EVERYWHERE = 10  # each tenth product is approved in all territories
ELSEWHERE = 7
USES = 2  # indications under one authorisation
SHARED_BY = 3  # products that have their uses in common
ZONES = ("Asia/Shanghai", "Europe/Brussels", "America/New_York", "Australia/Sydney", "Asia/Tokyo")
FIRST_DAY = date(2010, 1, 1)
DAYS = 3000
FINENESS = ("%Y-%m-%d", "%Y-%m", "Q", "%Y", "/")
MARK = "made-up"


def make_ground():
    """Make the territories with an authority each; return the `(Jurisdiction, Authority)` pairs."""
    pairs = []
    for number in range(1, TERRITORIES + 1):
        code = f"{MARK}-{number:02}"
        territory, _made = Jurisdiction.objects.get_or_create(
            code=code,
            defaults={
                "name_en": f"Made-up territory {number:02}",
                "name_zh_hans": f"虚构地区 {number:02}",
                "kind": JurisdictionKind.COUNTRY,
                "time_zone": ZONES[number % len(ZONES)],
            },
        )
        authority, _made = Authority.objects.get_or_create(
            code=code, defaults={"jurisdiction": territory, "role": AuthorityRole.DECIDES}
        )
        pairs.append((territory, authority))
    return pairs


class MadeUpProduct:
    """The made-up product `number`: what it is, where it is approved, the rows of its import."""

    def __init__(self, number, ground):
        self.number = number
        self.places = _places(number, ground)
        self.key = f"{MARK}-{number:05}"
        self.product = Product(
            slug=self.key,
            name_en=f"Made-up product {number:05}",
            name_zh_hans=f"虚构产品 {number:05}",
        )
        self.source = SourceDocument(
            key=self.key, kind=SourceKind.MEMORY, title=f"Made up: label of {self.key}"
        )
        self.licences = [
            Authorisation(product=self.product, jurisdiction=territory, authority=authority)
            for territory, authority in self.places
        ]
        self.names = [
            TradeName(
                product=self.product,
                jurisdiction=licence.jurisdiction,
                name=f"Madeup {number:05}-{place:02}",
                language="en",
            )
            for place, licence in enumerate(self.licences)
        ]
        self.presentations = [
            Presentation(authorisation=licence, strength="1 mg (made up)")
            for licence in self.licences
        ]
        self.duties = [
            Obligation(authorisation=licence, kind=ObligationKind.RENEWAL, label="Made-up renewal")
            for licence in self.licences[::2]
        ]

    def concepts(self):
        """Return the uses of this product, which two others share, unsaved."""
        first = self.number // SHARED_BY * USES
        return [
            IndicationConcept(
                key=f"{MARK}-{first + use:05}",
                name_en=f"Made-up use {first + use:05}",
                name_zh_hans=f"虚构用途 {first + use:05}",
            )
            for use in range(USES)
        ]

    def use(self, concepts):
        """Make the indications, unsaved, for saved `concepts` by key."""
        keys = [concept.key for concept in self.concepts()]
        self.indications = [
            Indication(authorisation=licence, slot=slot, concept=concepts[key])
            for licence in self.licences
            for slot, key in enumerate(keys, start=1)
        ]
        self.listings = [
            Listing(indication=indication, scheme="Made-up list")
            for indication in self.indications[::8]
        ]

    @property
    def identities(self):
        """The unsaved identities, in the order in which they may be saved."""
        first = [self.product, self.source, *self.licences, *self.names, *self.presentations]
        return [*first, *self.duties, *self.indications, *self.listings]

    def translations(self, by):
        """Return the Chinese of the first wordings, for each second indication, unsaved."""
        return [
            IndicationTranslation(
                text_hash=sha256(wording(indication, 1).encode()).hexdigest(),
                language="zh-hans",
                text=f"虚构适应症 {indication.slot}（{self.key}），仅为测试本网站速度而虚构。",
                status=TranslationStatus.TRANSLATED,
                translated_by=by,
            )
            for indication in self.indications[::2]
        ]

    def rows(self):
        """Return the unsaved rows of the import; a row may point to one before it."""
        begin = self.day(0) - timedelta(days=800)
        since = period(ImpreciseDate.on(begin))
        self.wordings = [self._wording(*pair) for pair in enumerate(self.indications)]
        return [
            ProductFacts(
                product=self.product,
                inn=f"madeupmab {self.number:05}",
                product_class=ProductClass.INNOVATIVE,
                **since,
            ),
            *(_granted(licence, since) for licence in self.licences),
            *(TradeNameVersion(trade_name=name, **since) for name in self.names),
            *(PresentationVersion(presentation=each, **since) for each in self.presentations),
            *self.wordings,
            *(ListingVersion(listing=listing, **since) for listing in self.listings),
            *(self._due(*pair, since) for pair in enumerate(self.duties)),
            *self._procedures(since),
        ]

    def day(self, number):
        """Return a day of this product, later for a higher `number`."""
        return FIRST_DAY + timedelta(days=800 + self.number * 17 % DAYS + number)

    def _wording(self, number, indication):
        return IndicationVersion(
            indication=indication,
            text=wording(indication, 1),
            wording_kind=WordingKind.LABEL,
            note="Made up to measure the speed of this site.",
            **period(stated(self.day(number), number)),
        )

    def _due(self, number, duty, since):
        day = date.today() + timedelta(days=(self.number * 7 + number * 31) % 900 - 120)  # noqa: DTZ011
        return ObligationVersion(
            obligation=duty, due=ImpreciseDate.on(day), responsible="Made-up team", **since
        )

    def _procedures(self, since):
        """Yield a case that is still open in each fourth territory, and an approval in each."""
        for place, licence in enumerate(self.licences):
            if place % 4 == 0:
                yield from self._open_case(place, licence, since)
            yield from self._approval(place, licence)

    def _approval(self, place, licence):
        event = _event(licence, EventKind.INITIAL_APPROVAL, stated(self.day(place), place))
        yield event
        yield EventIndication(event=event, indication=self.indications[place * USES])

    def _open_case(self, place, licence, since):
        case = Procedure(
            product=self.product,
            jurisdiction=licence.jurisdiction,
            authority=licence.authority,
            kind=ProcedureKind.NEW_INDICATION,
            number=f"{self.key}-{place}",
            filed_text="A made-up wording that was applied for.",
        )
        yield case
        filed = ImpreciseDate.on(self.day(place + 1000))
        yield _event(licence, EventKind.FILING_ACCEPTED, filed, procedure=case)
        window = ImpreciseDate.parse(f"{2025 + self.number % 4}-Q{place % 4 + 1}")
        yield ExpectedDecision(procedure=case, window=window, responsible="Made-up team", **since)


def wording(indication, edition):
    """Return the made-up text of `indication`, another one for each `edition`."""
    licence = indication.authorisation
    return (
        f"{licence.product.name_en} is indicated for made-up use {indication.slot} in adults of "
        f"{licence.jurisdiction.code} who were never ill, wording {edition}. This wording is made "
        "up to measure the speed of this site: no authority approved it, nobody is treated by it."
    )


def stated(day, number):
    """Return `day` as finely as a source might say it, in turn by `number`."""
    match FINENESS[number % len(FINENESS)]:
        case "Q":
            return ImpreciseDate.parse(f"{day.year}-Q{(day.month + 2) // 3}")
        case "/":
            return ImpreciseDate.parse(f"{day - timedelta(days=20)}/{day}")
        case written:
            return ImpreciseDate.parse(day.strftime(written))


def _places(number, ground):
    if number % EVERYWHERE == 1:
        return ground
    return [ground[(number + step * 5) % len(ground)] for step in range(ELSEWHERE)]


def _granted(licence, since):
    return AuthorisationVersion(
        authorisation=licence, status=AuthorisationStatus.GRANTED, number="MADE-UP", **since
    )


def _event(licence, kind, day, **fields):
    return RegulatoryEvent(
        product=licence.product,
        jurisdiction=licence.jurisdiction,
        authority=licence.authority,
        kind=kind,
        date=day,
        date_basis=DateBasis.DECISION,
        note="Made up to measure the speed of this site.",
        **fields,
    )
