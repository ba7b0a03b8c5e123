"""What was decided about a product: when, by whom, and where its applications stand."""

from collections import defaultdict

from django.db.models import Exists, OuterRef

from newsroom.facts.keys import Key
from newsroom.facts.values import Value, about
from pipeline.enums import Stage
from products.enums import APPROVALS, DECISIONS, AuthorisationStatus, EventKind
from products.models import (
    AuthorisationVersion,
    AuthorityName,
    EventIndication,
    RegulatoryEvent,
)


def events(shown, kinds, **conditions):
    """Return what had happened by the day of the moment, the earliest first."""
    rows = shown.moment.rows(RegulatoryEvent).filter(
        kind__in=kinds, date_latest__lte=shown.moment.as_of, **conditions
    )
    return rows.select_related("product", "jurisdiction", "authority").order_by("date_latest", "pk")


def open_filings(shown, **conditions):
    """Return the applications accepted and undecided on the day, the earliest first."""
    decisions = shown.moment.rows(RegulatoryEvent).filter(
        procedure=OuterRef("procedure"),
        kind__in=DECISIONS,
        date_latest__lte=shown.moment.as_of,
        date_latest__gte=OuterRef("date_latest"),
    )
    accepted = events(shown, [EventKind.FILING_ACCEPTED], **conditions)
    return accepted.filter(procedure__isnull=False).exclude(Exists(decisions))


def authority_names(shown, acts):
    """Return `{event pk: AuthorityName}`: what the authority was called on the day of each act. 1 query."""
    names = defaultdict(list)
    known = shown.moment.rows(AuthorityName)
    for name in known.filter(authority__in=[event.authority_id for event in acts]):
        names[name.authority_id].append(name)
    return {
        event.pk: name
        for event in acts
        for name in names[event.authority_id]
        if event.date.latest in name.valid
    }


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
    acts = list(events(shown, APPROVALS, **_products(subjects)))
    uses = defaultdict(list)
    links = shown.moment.rows(EventIndication).filter(event__in=acts)
    for event, use in links.values_list("event", "indication__concept__key"):
        uses[event].append(use)
    found = {}
    for event in acts:
        slug, code = event.product.slug, event.jurisdiction.code
        if event.kind == EventKind.INITIAL_APPROVAL:
            found.setdefault((slug, code), event)
        for use in uses[event.pk]:
            found.setdefault((f"{slug}.{use}", code), event)
    return found


def _products(subjects):
    return {"product__isnull": False, **about("product__slug", subjects)}


def territories(shown, subjects=None):
    """Return in how many territories each product is approved on the day. 1 query."""
    rows = shown.moment.in_force(AuthorisationVersion).filter(
        status=AuthorisationStatus.GRANTED, **about("authorisation__product__slug", subjects)
    )
    granted = defaultdict(list)
    for row in rows.select_related("authorisation__product").order_by("pk"):
        granted[row.authorisation.product.slug].append(row)
    return {
        Key("territories", slug): Value(str(_number_of_territories(found)), tuple(found))
        for slug, found in granted.items()
    }


def _number_of_territories(rows):
    return len({row.authorisation.jurisdiction_id for row in rows})


def filings(shown, subjects=None):
    """Return where the application for each product stands in each territory. 2 queries."""
    conditions = _products(subjects)
    latest = {_case(row): (row, _decision(row)) for row in events(shown, DECISIONS, **conditions)}
    reviewed = open_filings(shown, **conditions)
    latest |= {_case(row): (row, Stage.FILED.label) for row in reviewed}
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
