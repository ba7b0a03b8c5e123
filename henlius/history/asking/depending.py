"""Which published pages depend on a fact, and what a change set made of them (Q5)."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q

from henlius.history.asking import chains
from henlius.history.asking.dependents import (
    Dependent,
    dependent,
    described,
    living_pages,
    published,
)
from henlius.history.asking.evidence import Recording, recording
from henlius.history.asking.kinds import KINDS, OF_TABLE
from henlius.history.asking.record import key_of
from ledger.admin.evidence import recorded_models
from ledger.admin.history import subject
from ledger.enums import ChangeKind
from ledger.models import ChangeSet, Recorded, Version
from newsroom.models import Binding, Edition, Impact
from products.models import Product

MOST = 50
LATE = [ChangeKind.INITIAL, ChangeKind.LATE_ENTRY]


@dataclass(frozen=True)
class Touched:
    """An edition that shows what a change set closed.

    `kind` is an `ImpactKind`: an erratum candidate, historical (true on its day), or one that needs
    a decision; `decision` says what was decided, "" while nothing is. `places` show the closed rows.
    """

    edition: Edition
    kind: str
    kind_label: str
    decision: str
    places: list[Dependent]


@dataclass(frozen=True)
class Depending:
    """What depends on a fact row (`row`) or on all that a change set (`act`) opened or closed.

    `places` show the row, a record that it replaced, or what the change set opened. Of a change set
    `touched` were made wrong or old by it, `silent` are editions of releases about the same products,
    public between the first day of a fact and its late recording, that did not mention it (ADV-1).
    """

    subject: str
    row: str = ""
    act: Recording | None = None
    places: list[Dependent] = field(default_factory=list)
    has_more: bool = False
    touched: list[Touched] = field(default_factory=list)
    silent: list[Edition] = field(default_factory=list)
    living: list[tuple[str, str, str]] = field(default_factory=list)


def depending_on_row(model: type[Recorded], pk: int, number=1) -> Depending:
    """Return page `number` of what depends on a record. Raises `model.DoesNotExist`. 5 queries."""
    row = model.objects.get(pk=pk)
    keys = chains.before(model, [pk])[pk]
    bindings = described(published(model, keys), model)
    found = list(bindings[(number - 1) * MOST : number * MOST + 1])
    return Depending(
        subject=subject(row),
        row=key_of(row),
        places=[dependent(binding, model) for binding in found[:MOST]],
        has_more=len(found) > MOST,
        living=[page for product in _products([row])[:1] for page in living_pages(product)],
    )


def depending_on_act(seq: int, number=1) -> Depending:
    """Return page `number` of what depends on what a change set opened, and of what it made of pages.

    Raises `ChangeSet.DoesNotExist`. 2 queries for each table of the register, 3 for each that it
    touched, and 8; `MOST` of each.
    """
    act = ChangeSet.objects.select_related("actor", "approver", "disclosure").get(seq=seq)
    opened, closed = _touched_rows(act)
    places, has_more = _places(opened, number)
    touched = _touched(act, closed, number)
    products = _products(opened + closed)
    return Depending(
        subject=str(act),
        act=recording(act),
        places=places,
        has_more=has_more or len(touched) > MOST,
        touched=touched[:MOST],
        silent=_silent(act, opened, products) if act.kind in LATE else [],
        living=[page for product in products[:3] for page in living_pages(product)],
    )


def _touched_rows(act):
    """Return the rows that an act opened and closed, as many of each table as a page tells."""
    sides = {"opened_by": [], "closed_by": []}
    for model in recorded_models():
        for side, found in sides.items():
            found += model.objects.filter(**{side: act}).order_by("pk")[:MOST]
    return sides["opened_by"], sides["closed_by"]


def _places(rows, number=1):
    """Return `(places that show `rows`, whether there are more)`; `MOST` of each table a page."""
    found, has_more = [], False
    for model, keys in _by_table(rows).items():
        bindings = described(published(model, keys), model)
        bindings = list(bindings[(number - 1) * MOST : number * MOST + 1])
        found += [dependent(binding, model) for binding in bindings[:MOST]]
        has_more = has_more or len(bindings) > MOST
    return found, has_more


def _touched(act, closed, number):
    """Return the `Touched` editions of a page, and one more where there is."""
    impacts = Impact.objects.filter(change_set=act)
    impacts = impacts.select_related("edition__release", "decision").order_by("pk")
    impacts = list(impacts[(number - 1) * MOST : number * MOST + 1])
    places = _places_in({impact.edition_id for impact in impacts}, closed)
    return [
        Touched(
            edition=impact.edition,
            kind=impact.kind,
            kind_label=impact.get_kind_display(),
            decision=str(impact.decision) if hasattr(impact, "decision") else "",
            places=[place for place in places if place.edition_pk == impact.edition_id],
        )
        for impact in impacts
    ]


def _places_in(editions, rows):
    """Return every place of `editions` (keys) that shows one of `rows`. 1 query for each table."""
    found = []
    for model, keys in _by_table(rows).items():
        bindings = described(published(model, keys).filter(edition__in=editions), model)
        found += [dependent(binding, model) for binding in bindings]
    return found


def _by_table(rows):
    """Return `{model: keys}` of rows of several tables."""
    found = {}
    for row in rows:
        found.setdefault(type(row), []).append(row.pk)
    return found


def _products(rows):
    """Return the products that `rows` are about. 1 query for each table and 1."""
    products = set()
    for model, keys in _by_table(rows).items():
        kind = OF_TABLE.get(model._meta.db_table)
        if kind and kind.product:
            products |= set(model.objects.filter(pk__in=keys).values_list(kind.product, flat=True))
    return list(Product.objects.filter(pk__in=products))


def _silent(act, opened, products):
    """Return editions about `products`, public while the facts `opened` held and were not recorded."""
    starts = [row.from_earliest or row.valid.lower for row in opened if isinstance(row, Version)]
    if not starts:
        return []
    shown = Binding.objects.filter(edition=OuterRef("pk"))
    tells = shown.filter(_any(opened))
    editions = Edition.objects.filter(
        Exists(shown.filter(_about(products))),
        as_of__gte=min(starts),
        as_of__lte=act.recorded_at.date(),
        publication__visible__isempty=False,
        seq__lt=act.seq,
    )
    return list(
        editions.exclude(Exists(tells)).select_related("release").order_by("-as_of", "-pk")[:MOST]
    )


def _any(rows):
    """The condition that a binding shows one of `rows`."""
    condition = Q(pk=None)
    for row in rows:
        condition |= Q(table=row._meta.db_table, row=row.pk)
    return condition


def _about(products):
    """The condition that a binding shows a record about one of `products`."""
    condition = Q(pk=None)
    for kind in KINDS.values():
        if kind.product:
            rows = kind.model.objects.filter(**{f"{kind.product}__in": products})
            condition |= Q(table=kind.model._meta.db_table, row__in=rows.values("pk"))
    return condition
