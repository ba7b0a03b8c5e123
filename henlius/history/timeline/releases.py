"""Releases that show facts of a product, as marks on the lanes of those facts."""

from datetime import datetime, time

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from henlius.history.timeline.facts import Entry
from henlius.history.timeline.tables import TABLES
from ledger.dates import ImpreciseDate
from ledger.phrases import labelled, with_note
from newsroom.enums import EditionKind, ReleaseKind
from newsroom.models import Binding, EditionText, Publication
from newsroom.moments import HOME, moment_shown
from products.models import IndicationVersion

SHOWN = 150


def releases(asked, codes, locale):
    """Return `([(Entry, {(code, indication)})], whether older ones were left out)`. 2 queries.

    Each release comes with the lanes of the facts that it shows, in whatever version: a code of ""
    is the product as a whole, an indication of None the territory. Left out are page texts, and
    what the register did not know yet, or was not public, at the moment asked about. At most
    `SHOWN`, the newest; oldest first.
    """
    lane_of = _lanes(asked.product, codes)
    publications = list(_publications(asked, lane_of, locale)[: SHOWN + 1]) if lane_of else []
    found = [
        (_entry(publication), {lane_of[each["table"], each["row"]] for each in publication.bound})
        for publication in reversed(publications[:SHOWN])
    ]
    return found, len(publications) > SHOWN


def _lanes(product, codes):
    """Return `{(table, pk): (code, indication or None)}` of every version of the product. 1 query."""
    parts = [_keys(product, codes, *table) for table in TABLES]
    rows = parts[0].union(*parts[1:], all=True)
    return {(table, pk): (code, indication) for table, pk, code, indication in rows}


def _keys(product, codes, model, to_product, to_code, to_indication):
    rows = model.objects.filter(**{to_product: product}).order_by()
    if to_code:
        rows = rows.filter(**{f"{to_code}__in": codes})
    return rows.annotate(
        in_table=Value(model._meta.db_table, output_field=CharField()),
        in_code=F(to_code) if to_code else Value("", output_field=CharField()),
        on=F(to_indication) if to_indication else Subquery(_nothing()),
    ).values_list("in_table", "pk", "in_code", "on")


def _nothing():
    return IndicationVersion.objects.filter(pk=None).values("indication")[:1]


def _publications(asked, keys, locale):
    bound = Binding.objects.filter(_any_of(keys))
    title = EditionText.objects.filter(edition=OuterRef("edition"), locale=locale)
    here = bound.filter(edition=OuterRef("edition")).order_by("table", "row")
    rows = Publication.objects.filter(_in_window(asked), _as_asked(asked), visible__isempty=False)
    return (
        rows.filter(edition__in=bound.values("edition"))
        .exclude(edition__release_kind=ReleaseKind.PROFILE)
        .annotate(
            title=Subquery(title.values("title")[:1]),
            bound=ArraySubquery(here.values(pair=JSONObject(table="table", row="row")).distinct()),
        )
        .select_related("edition__release", "published_by")
        .order_by("-visible__startswith", "-pk")
    )


def _any_of(keys):
    rows = {}
    for table, pk in keys:
        rows.setdefault(table, []).append(pk)
    found = Q(pk=None)
    for table, pks in rows.items():
        found |= Q(table=table, row__in=pks)
    return found


def _in_window(asked):
    first, last = (datetime.combine(day, time.min, HOME) for day in (asked.first, asked.last))
    imported = Q(edition__kind=EditionKind.IMPORTED)
    of_old = imported & Q(edition__as_of__gte=asked.first, edition__as_of__lt=asked.last)
    return of_old | (~imported & Q(visible__startswith__gte=first, visible__startswith__lt=last))


def _as_asked(asked):
    question = asked.question
    if question.public_at:
        return Q(visible__startswith__lte=question.public_at)
    return Q() if question.seq is None else Q(edition__seq__lte=question.seq)


def _entry(publication):
    edition, since = publication.edition, publication.visible.lower
    return Entry(
        key=f"newsroom.edition:{edition.pk}",
        kind="release",
        tone="scheduled" if since > timezone.now() else "release",
        title=publication.title or str(edition.release),
        day=ImpreciseDate.on(_day(publication)),
        when=_when(publication),
        certainty=_("The day is known."),
        details=tuple(_details(publication)),
        url=reverse("admin:newsroom_edition_change", args=[edition.pk]),
    )


def _details(publication):
    edition, by = publication.edition, publication.published_by
    yield edition.release.get_kind_display()
    yield capfirst(edition.get_kind_display())
    yield labelled(_("Published by"), by.get_full_name() or by.get_username())


def _when(publication):
    since = labelled(_("Public since"), moment_shown(publication.visible.lower))
    if publication.edition.kind == EditionKind.IMPORTED:
        return with_note(labelled(_("Dated"), publication.edition.as_of.isoformat()), since)
    return since


def _day(publication):
    """The day of a release in Hong Kong; of one from before this site the day that it carries."""
    if publication.edition.kind == EditionKind.IMPORTED:
        return publication.edition.as_of
    return publication.visible.lower.astimezone(HOME).date()
