"""In which territories something of a product is to be drawn, and on how many pages."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from products.models import (
    AuthorisationVersion,
    ExpectedDecision,
    IndicationVersion,
    Jurisdiction,
    MembershipVersion,
    RegulatoryEvent,
)
from products.pages.asked import HOME, territory_name

LANES = 40  # as many as a page shows before the next territory begins another page


@dataclass(frozen=True)
class Place:
    """A territory that has `lanes` lanes in the window."""

    code: str
    name: str
    zone: str
    lanes: int


def places(asked, locale):
    """Return the `Place`s with anything in the window, the home market first. 1 query.

    Beside a territory asked about stand the wholes whose authorisations hold in it (ADV-20).
    """
    licences = _licences(asked)
    wordings = asked.versions(IndicationVersion).filter(
        indication__authorisation__product=asked.product,
        indication__authorisation__jurisdiction=OuterRef("pk"),
    )
    rows = Jurisdiction.objects.annotate(
        shown=territory_name("", locale),
        licences=_counted(licences, "authorisation"),
        wordings=_counted(wordings, "indication"),
    ).filter(
        Q(licences__gt=0) | Q(wordings__gt=0) | Exists(_events(asked)) | Exists(_expected(asked))
    )
    if wanted := asked.question.jurisdiction:
        inside = asked.versions(MembershipVersion).filter(membership__member=wanted)
        wholes = inside.values("membership__parent")
        rows = rows.filter(Q(pk=wanted.pk) | Q(pk__in=wholes))
    found = [
        Place(row.code, row.shown, row.time_zone, max(row.licences, 1) + row.wordings)
        for row in rows
    ]
    return sorted(found, key=lambda place: (place.code != HOME, place.name))


def paged(places, limit=LANES):
    """Lay `places` on pages of at most `limit` lanes each, or of one territory that has more."""
    pages, room = [[]], limit
    for place in places:
        if pages[-1] and place.lanes > room:
            pages.append([])
            room = limit
        pages[-1].append(place)
        room -= place.lanes
    return pages


def _licences(asked):
    return asked.versions(AuthorisationVersion).filter(
        authorisation__product=asked.product, authorisation__jurisdiction=OuterRef("pk")
    )


def _events(asked):
    events = asked.dated(RegulatoryEvent)
    return events.filter(product=asked.product, jurisdiction=OuterRef("pk"))


def _expected(asked):
    expected = asked.dated(ExpectedDecision, "window").filter(valid__upper_inf=True)
    return expected.filter(procedure__product=asked.product, procedure__jurisdiction=OuterRef("pk"))


def _counted(rows, identity):
    number = rows.order_by().values(one=OuterRef("pk")).annotate(n=Count(identity, distinct=True))
    return Coalesce(Subquery(number.values("n")), 0)
