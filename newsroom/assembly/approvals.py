"""What was decided about a product, by whom and when, as an edition shows it."""

from collections import defaultdict

from django.db.models import Exists, OuterRef

from products.enums import DECISIONS, AuthorisationStatus, EventKind
from products.models import (
    AuthorisationVersion,
    AuthorityName,
    PresentationVersion,
    RegulatoryEvent,
)
from products.vocabulary import spoken


def first_approval(shown, block):
    found = _events(shown, block, [EventKind.INITIAL_APPROVAL])[:1]
    return next(iter(_said(shown, found)), None)


def approvals(shown, block):
    """Where it is approved on the day, each with the first day of the approval, by that day.

    A licence that changed hands since keeps the day on which it was granted.
    """
    rows = shown.moment.in_force(AuthorisationVersion).filter(
        authorisation__product=block.product, status=AuthorisationStatus.GRANTED
    )
    if block.jurisdiction:
        rows = rows.filter(authorisation__jurisdiction=block.jurisdiction)
    rows = rows.select_related("authorisation__jurisdiction")
    first = _first_versions(shown, rows)
    return [
        _approval(shown, row, first[row.authorisation_id])
        for row in sorted(rows, key=lambda row: (first[row.authorisation_id].valid.lower, row.pk))
    ]


def _first_versions(shown, rows):
    versions = shown.moment.rows(AuthorisationVersion).filter(
        authorisation__in=[row.authorisation_id for row in rows]
    )
    # The earliest comes last and stays.
    return {row.authorisation_id: row for row in versions.order_by("-valid", "-pk")}


def _approval(shown, row, first):
    about = {"authorisation": row.authorisation_id}
    return {
        "territory": shown.bind(row, row.authorisation.jurisdiction, **about),
        "date": shown.bind(first, first.start, **about),
        "machine": first.start.machine,
    }


def filings(shown, block):
    """Applications accepted and undecided on the day, by date. 2 queries."""
    decisions = shown.moment.rows(RegulatoryEvent).filter(
        procedure=OuterRef("procedure"),
        kind__in=DECISIONS,
        date_latest__lte=shown.moment.as_of,
        date_latest__gte=OuterRef("date_latest"),
    )
    accepted = _events(shown, block, [EventKind.FILING_ACCEPTED])
    open_cases = accepted.filter(procedure__isnull=False).exclude(Exists(decisions))
    return _said(shown, open_cases)


def presentations(shown, block):
    rows = shown.moment.in_force(PresentationVersion).filter(
        presentation__authorisation__product=block.product
    )
    if block.jurisdiction:
        rows = rows.filter(presentation__authorisation__jurisdiction=block.jurisdiction)
    rows = rows.select_related("presentation__authorisation__jurisdiction")
    return [
        {
            "territory": str(row.presentation.authorisation.jurisdiction),
            "strength": shown.bind(
                row, spoken(row.presentation.strength), presentation=row.presentation_id
            ),
        }
        for row in rows.order_by("presentation__authorisation__jurisdiction__code", "pk")
    ]


def _events(shown, block, kinds):
    until = shown.moment.as_of
    rows = shown.moment.rows(RegulatoryEvent).filter(
        product=block.product, kind__in=kinds, date_latest__lte=until
    )
    if block.jurisdiction:
        rows = rows.filter(jurisdiction=block.jurisdiction)
    return rows.select_related("jurisdiction", "authority").order_by("date_latest", "pk")


def _said(shown, events):
    """Events in words, each authority by its name on the day of the act. 2 queries."""
    events = list(events)
    names = defaultdict(list)
    known = shown.moment.rows(AuthorityName)
    for name in known.filter(authority__in=[event.authority_id for event in events]):
        names[name.authority_id].append(name)
    return [_event(shown, event, names[event.authority_id]) for event in events]


def _event(shown, event, names):
    shown.bind(event, f"{event.jurisdiction}: {event.date}", event=event.pk)
    return {
        "territory": str(event.jurisdiction),
        "authority": _authority(shown, event, names),
        "date": str(event.date),
        "machine": event.date.machine,
    }


def _authority(shown, event, names):
    if event.authority is None:
        return ""
    name = next((name for name in names if event.date.latest in name.valid), None)
    return shown.bind(name, name.acronym) if name else event.authority.code
