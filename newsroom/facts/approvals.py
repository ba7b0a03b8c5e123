"""What was decided about a product: when, by whom, and where its applications stand."""

from collections import defaultdict
from operator import attrgetter, itemgetter

from django.db.models import Exists, OuterRef

from newsroom.facts.asking import among, once, wholes
from newsroom.facts.keys import Key
from newsroom.facts.values import Value
from pipeline.enums import Stage
from products.enums import APPROVALS, DECISIONS, AuthorisationStatus, EventKind
from products.models import (
    AuthorisationVersion,
    AuthorityName,
    EventIndication,
    RegulatoryEvent,
)


@once(by=attrgetter("product.slug"), products=True)
def events(shown, slugs):
    """Return what had happened to the products `slugs`, or to all, by the day of the moment. 1 query.

    The earliest comes first.
    """
    return _events(shown, slugs)


def _events(shown, slugs):
    rows = shown.moment.rows(RegulatoryEvent).filter(
        product__isnull=False,
        date_latest__lte=shown.moment.as_of,
        **among("product__slug", slugs),
    )
    return rows.select_related("product", "jurisdiction", "authority").order_by("date_latest", "pk")


@once(by=attrgetter("product.slug"), products=True)
def open_filings(shown, slugs):
    """Return the applications accepted and undecided on the day, the earliest first. 1 query."""
    decisions = shown.moment.rows(RegulatoryEvent).filter(
        procedure=OuterRef("procedure"),
        kind__in=DECISIONS,
        date_latest__lte=shown.moment.as_of,
        date_latest__gte=OuterRef("date_latest"),
    )
    accepted = _events(shown, slugs).filter(kind=EventKind.FILING_ACCEPTED)
    return accepted.filter(procedure__isnull=False).exclude(Exists(decisions))


def authority_names(shown, acts):
    """Return `{event pk: AuthorityName}`: what the authority was called on the day of each act. 1 query."""
    names = defaultdict(list)
    for name in _names_of(shown, {event.authority_id for event in acts if event.authority_id}):
        names[name.authority_id].append(name)
    return {
        event.pk: name
        for event in acts
        for name in names[event.authority_id]
        if event.date.latest in name.valid
    }


@once(by=attrgetter("authority_id"))
def _names_of(shown, authorities):
    return shown.moment.rows(AuthorityName).filter(authority__in=authorities)


def dates(shown, subjects=None):
    """Return the day of each approval, as finely as a source gives it. 2 queries."""
    return {
        Key("approval-date", *key): Value(str(event.date), (event,), machine=event.date.machine)
        for key, event in _approvals(shown, subjects).items()
    }


def authorities(shown, subjects=None):
    """Return who gave each approval, by its name on that day. 3 queries."""
    acts = {key: event for key, event in _approvals(shown, subjects).items() if event.authority_id}
    names = authority_names(shown, acts.values())
    return {
        Key("approval-authority", *key): _authority(shown, event, names.get(event.pk))
        for key, event in acts.items()
    }


def _authority(shown, event, name):
    if name is None:
        return Value(event.authority.code, (event,))
    chinese = name.name_chinese if shown.locale.startswith("zh") else ""
    return Value(chinese or name.acronym, (event, name))


def _approvals(shown, subjects):
    """The first approval of each product in a territory, and that of each of its uses there."""
    slugs = wholes(subjects)
    uses = defaultdict(list)
    for _slug, event, use in _uses(shown, slugs):
        uses[event].append(use)
    found = {}
    for event in events(shown, slugs):
        if event.kind not in APPROVALS:
            continue
        slug, code = event.product.slug, event.jurisdiction.code
        if event.kind == EventKind.INITIAL_APPROVAL:
            found.setdefault((slug, code), event)
        for use in uses[event.pk]:
            found.setdefault((f"{slug}.{use}", code), event)
    return found


@once(by=itemgetter(0), products=True)
def _uses(shown, slugs):
    """Which uses of its product each event concerns."""
    links = shown.moment.rows(EventIndication).filter(**among("event__product__slug", slugs))
    return links.values_list("event__product__slug", "event", "indication__concept__key")


@once(by=attrgetter("authorisation.product.slug"), products=True)
def granted(shown, slugs):
    """Return the authorisations in force at the moment of the products `slugs`, or of all. 1 query."""
    rows = shown.moment.in_force(AuthorisationVersion).filter(
        status=AuthorisationStatus.GRANTED, **among("authorisation__product__slug", slugs)
    )
    return rows.select_related("authorisation__product", "authorisation__jurisdiction").order_by(
        "pk"
    )


def territories(shown, subjects=None):
    """Return in how many territories each product is approved on the day. 1 query."""
    approved = defaultdict(list)
    for row in granted(shown, wholes(subjects)):
        approved[row.authorisation.product.slug].append(row)
    return {
        Key("territories", slug): Value(str(_number_of_territories(found)), tuple(found))
        for slug, found in approved.items()
    }


def _number_of_territories(rows):
    return len({row.authorisation.jurisdiction_id for row in rows})


def filings(shown, subjects=None):
    """Return where the application for each product stands in each territory. 2 queries."""
    slugs = wholes(subjects)
    decided = (row for row in events(shown, slugs) if row.kind in DECISIONS)
    latest = {_case(row): (row, _decision(row)) for row in decided}
    latest |= {_case(row): (row, Stage.FILED.label) for row in open_filings(shown, slugs)}
    return {
        Key("filing", *case): Value(_in_sentence(label), (row,))
        for case, (row, label) in latest.items()
    }


def _case(row):
    return row.product.slug, row.jurisdiction.code


def _decision(row):
    return Stage.APPROVED.label if row.kind in APPROVALS else row.get_kind_display()


def _in_sentence(label):
    return f"{str(label)[:1].lower()}{str(label)[1:]}"
