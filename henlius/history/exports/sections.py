"""Which tables of the register belong to a product, and how they lead to it."""

from dataclasses import dataclass

from django.db.models import Q

from ledger.models import Recorded, Version
from products.models import (
    AuthorisationVersion,
    CompanyFigure,
    EventIndication,
    ExpectedDecision,
    IndicationVersion,
    Lineage,
    ListingVersion,
    ObligationVersion,
    PresentationVersion,
    Procedure,
    ProductFacts,
    RegulatoryEvent,
    RightVersion,
    TradeNameVersion,
)

LICENCE = ("product", "jurisdiction", "authority")


@dataclass(frozen=True)
class Section:
    """A table: `product` leads from its rows to the product, `territory` to their jurisdiction.

    `identity` is the attribute that says what a row is about; `related` are the further lookups
    that its texts need, so that its rows take one query.
    """

    key: str
    model: type[Recorded]
    product: str
    identity: str = ""
    territory: str = ""
    related: tuple[str, ...] = ()

    @property
    def label(self):
        return self.model._meta.verbose_name_plural

    def rows(self, scope):
        """Return the rows of a `Scope`, in the order of their recording: 1 query."""
        found = self.model.objects.filter(
            self._within(scope), opened_by__lte=scope.seq, **{self.product: scope.product}
        )
        related = [path for path in (self.product, self.territory, *self.related) if path]
        return list(found.select_related(*related).order_by("pk"))

    def _within(self, scope):
        """The condition that a row may have held in the period; rows without a day always do."""
        if issubclass(self.model, Version):
            return _held(scope)
        return _dated(scope) if hasattr(self.model, "date") else Q()


def _held(scope):
    within = Q()
    if scope.until:
        within &= Q(from_earliest=None) | Q(from_earliest__lte=scope.until)
    if scope.start:
        unbounded = Q(valid__upper_inf=True) | Q(to_latest=None)
        within &= unbounded | Q(to_latest__gt=scope.start)
    return within


def _dated(scope):
    within = Q()
    if scope.until:
        within &= Q(date_earliest=None) | Q(date_earliest__lte=scope.until)
    if scope.start:
        within &= Q(date_latest=None) | Q(date_latest__gte=scope.start)
    return within


def _below(name, *fields):
    return tuple(f"{name}__{field}" for field in fields)


def _versions(key, model, identity, *related, licence=""):
    """A `Section` of versions of something under the authorisation that `licence` leads to."""
    return Section(
        key=key,
        model=model,
        product=f"{licence}__product",
        identity=identity,
        territory=f"{licence}__jurisdiction",
        related=(*_below(licence, *LICENCE), *related),
    )


SECTIONS = (
    Section("facts", ProductFacts, "product", "product", related=("reference_holder",)),
    _versions(
        "authorisations", AuthorisationVersion, "authorisation", "holder", licence="authorisation"
    ),
    _versions(
        "indications",
        IndicationVersion,
        "indication",
        "indication__concept",
        licence="indication__authorisation",
    ),
    _versions(
        "lineages",
        Lineage,
        "later",
        *("later__concept", "earlier__concept", "procedure__product", "procedure__jurisdiction"),
        *_below("earlier__authorisation", *LICENCE),
        licence="later__authorisation",
    ),
    _versions(
        "strengths", PresentationVersion, "presentation", licence="presentation__authorisation"
    ),
    Section(
        "trade_names", TradeNameVersion, "trade_name__product", "trade_name", "trade_name__jurisdiction"
    ),
    _versions(
        "reimbursements",
        ListingVersion,
        "listing",
        "listing__indication__concept",
        licence="listing__indication__authorisation",
    ),
    Section("procedures", Procedure, "product", "", "jurisdiction", ("authority",)),
    Section(
        "events",
        RegulatoryEvent,
        "product",
        "",
        "jurisdiction",
        ("authority", "holder", "procedure__product", "procedure__jurisdiction"),
    ),
    _versions(
        "events_indications",
        EventIndication,
        "indication",
        *("indication__concept", "event__jurisdiction"),
        licence="indication__authorisation",
    ),
    Section(
        "expected_decisions", ExpectedDecision, "procedure__product", "procedure", "procedure__jurisdiction"
    ),
    _versions("obligations", ObligationVersion, "obligation", licence="obligation__authorisation"),
    Section("rights", RightVersion, "right__product", "right", related=("right__organisation",)),
    Section("figures", CompanyFigure, "product"),
)  # fmt: skip
