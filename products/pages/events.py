"""What happened to a product, newest first."""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from modeltranslation.utils import build_localized_fieldname

from ledger.models import Citation
from ledger.phrases import listed
from products.enums import DateBasis
from products.models import EventIndication, RegulatoryEvent
from products.pages.approvals import acronym, authority_on
from products.pages.asked import territory_name
from products.vocabulary import spoken

QUALIFIED = (DateBasis.ANNOUNCED, DateBasis.REPORTED)


@dataclass(frozen=True)
class Event:
    """An entry of a timeline; `datetime` is empty where HTML knows no such precision."""

    date: str
    datetime: str
    title: str
    badge: str
    detail: str


def timeline(product, locale, at=None):
    """Return the public `Event`s of `product`, newest first. 1 query."""
    day = Coalesce("date_latest", "date_earliest")
    acted_on = Coalesce(OuterRef("date_latest"), OuterRef("date_earliest"))
    rows = (
        RegulatoryEvent.objects.public(at)
        .filter(product=product)
        .annotate(
            territory=territory_name("jurisdiction", locale),
            called=authority_on(acted_on, "authority", at),
            labels=_labels(locale, at),
            sources=_sources(),
        )
        .select_related("authority")
        .order_by(day.desc(), "-pk")
    )
    return [_event(row, locale) for row in rows]


def _labels(locale, at):
    name = build_localized_fieldname("indication__concept__name", locale)
    links = EventIndication.objects.public(at).filter(event=OuterRef("pk"))
    named = links.exclude(**{f"{name}__isnull": True}).exclude(**{name: ""})
    return ArraySubquery(named.order_by("indication__slot", "pk").values(name))


def _sources():
    cited = Citation.objects.filter(change_set=OuterRef("opened_by")).order_by()
    return Subquery(
        cited.values("change_set").annotate(n=Count("source", distinct=True)).values("n")
    )


def _event(row, locale):
    title = row.get_kind_display()
    if row.strength:
        title = _("%(title)s: %(subject)s") % {"title": title, "subject": spoken(row.strength)}
    return Event(
        date=str(row.date),
        datetime=row.date.machine,
        title=title,
        badge=row.territory,
        detail=" · ".join(filter(None, _details(row, locale))),
    )


def _details(row, locale):
    if row.authority:
        yield acronym(row.called, locale) if row.called else row.authority.code
    yield listed(dict.fromkeys(row.labels))
    if row.date_basis in QUALIFIED:
        yield capfirst(row.get_date_basis_display())
    count = row.sources or 0
    yield ngettext("%(count)d source", "%(count)d sources", count) % {"count": count}
