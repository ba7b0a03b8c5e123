"""What was written with a fact: the places of editions that show it, and the pages that follow it."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Now, RowNumber
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from newsroom.enums import FINAL, ImpactKind, ReleaseKind
from newsroom.labels import block_label
from newsroom.models import Binding, EditionText, Impact

PUBLIC, SUPERSEDED, AHEAD, WITHDRAWN = "public", "superseded", "ahead", "withdrawn"
STATES = {
    PUBLIC: _("public"),
    SUPERSEDED: _("superseded"),
    AHEAD: _("lies ahead"),
    WITHDRAWN: _("withdrawn"),
}
LIVING = [
    ("products:product-detail", _("Product page")),
    ("products:indication-history", _("Indications over time")),
]


@dataclass(frozen=True)
class Dependent:
    """One place of one edition that shows a record.

    `state` is a key of `STATES`. `kind` is what a later change made of it: `historical`, `erratum`,
    `decision`, or "" while the record stands. `row` names the record shown (`label:key`), `url` the
    edition as staff read it, `public_url` its own address.
    """

    release: str
    edition: int
    edition_pk: int
    locale: str
    place: str
    shown: str
    state: str
    state_label: str
    kind: str
    kind_label: str
    row: str
    url: str
    public_url: str


def published(model, keys):
    """Bindings of the records `keys` of `model` in editions that are, were or will be public."""
    bindings = Binding.objects.filter(table=model._meta.db_table, row__in=keys)
    return bindings.filter(edition__publication__visible__isempty=False)


def described(bindings, model):
    """Load what `dependent` tells of `bindings`, the newest edition first. 1 query."""
    address = EditionText.objects.filter(edition=OuterRef("edition"), locale=OuterRef("locale"))
    closed_by = model.objects.filter(pk=OuterRef("row")).values("closed_by")[:1]
    changed = Impact.objects.filter(edition=OuterRef("edition"), change_set=OuterRef("closed_by"))
    return (
        bindings.annotate(
            state=_state(),
            closed_by=Subquery(closed_by),
            changed=Subquery(changed.values("kind")[:1]),
            slug=Subquery(address.values("slug")[:1]),
            dated_on=Subquery(address.values("dated_on")[:1]),
        )
        .select_related("edition__release")
        .defer("question")
        .order_by("-edition", "locale", "pk")
    )


def dependents(model, chains, most):
    """Return `{key: (the newest Dependents, how many there are)}` for `chains` of records. 2 queries.

    A chain is `{key: keys of the records before it}`; of each record `most` places are read.
    """
    keys = {key for chain in chains.values() for key in chain}
    of_row = {"partition_by": F("row")}
    ranked = published(model, keys).annotate(
        rank=Window(RowNumber(), order_by="-edition", **of_row),
        count=Window(Count("pk"), **of_row),
    )
    counts, newest = {}, []
    for key, row, count in ranked.filter(rank__lte=most).values_list("pk", "row", "count"):
        counts[row] = count
        newest.append(key)
    found = list(described(Binding.objects.filter(pk__in=newest), model))
    return {key: _of_chain(model, chain, found, counts, most) for key, chain in chains.items()}


def dependent(binding, model):
    """Return the `Dependent` of a `described` binding of a record of `model`."""
    return Dependent(
        release=str(binding.edition.release),
        edition=binding.edition.number,
        edition_pk=binding.edition_id,
        locale=binding.locale,
        place=place_label(binding.place),
        shown=binding.shown,
        state=binding.state,
        state_label=str(STATES[binding.state]),
        kind=binding.changed or "",
        kind_label=ImpactKind(binding.changed).label if binding.changed else "",
        row=f"{model._meta.label_lower}:{binding.row}",
        url=reverse("admin:newsroom_edition_change", args=[binding.edition_id]),
        public_url=_public_url(binding),
    )


def living_pages(product):
    """Return `(title, language, url)` of the pages that follow the register and show a product."""
    found = []
    for locale, _name in settings.LANGUAGES:
        with translation.override(locale):
            found += [(title, locale, reverse(name, args=[product.slug])) for name, title in LIVING]
    return found


def _of_chain(model, chain, found, counts, most):
    bindings = [binding for binding in found if binding.row in chain]
    count = sum(counts.get(key, 0) for key in chain)
    return [dependent(binding, model) for binding in bindings[:most]], count


def place_label(place):
    number, _dot, name = place.partition(".")
    return _("Block %(number)s: %(block)s") % {"number": number, "block": block_label(name)}


def _state():
    visible = "edition__publication__visible"
    return Case(
        When(Q(edition__kind__in=FINAL), then=Value(WITHDRAWN)),
        When(Q(**{f"{visible}__contains": Now()}), then=Value(PUBLIC)),
        When(Q(**{f"{visible}__startswith__gt": Now()}), then=Value(AHEAD)),
        default=Value(SUPERSEDED),
        output_field=CharField(),
    )


def _public_url(binding):
    if (
        binding.state != PUBLIC
        or not binding.slug
        or binding.edition.release_kind == ReleaseKind.PROFILE
    ):
        return ""
    with translation.override(binding.locale):
        return reverse("newsroom:release-detail", args=[binding.dated_on.year, binding.slug])
