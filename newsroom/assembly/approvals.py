"""What was decided about a product, by whom and when, as an edition shows it."""

from ledger.phrases import labelled
from newsroom.facts.approvals import authority_names, events, open_filings
from products.enums import AuthorisationStatus, EventKind
from products.models import AuthorisationVersion, PresentationVersion
from products.vocabulary import spoken


def first_approval(shown, block):
    found = events(shown, [EventKind.INITIAL_APPROVAL], **_about(block))[:1]
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
    return _said(shown, open_filings(shown, **_about(block)))


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


def _about(block):
    place = {"jurisdiction": block.jurisdiction} if block.jurisdiction else {}
    return {"product": block.product, **place}


def _said(shown, acts):
    """Events in words, each authority by its name on the day of the act. 2 queries."""
    acts = list(acts)
    names = authority_names(shown, acts)
    return [_event(shown, event, names.get(event.pk)) for event in acts]


def _event(shown, event, name):
    shown.bind(event, labelled(event.jurisdiction, event.date), event=event.pk)
    return {
        "territory": str(event.jurisdiction),
        "authority": _authority(shown, event, name),
        "date": str(event.date),
        "machine": event.date.machine,
    }


def _authority(shown, event, name):
    if event.authority is None:
        return ""
    return shown.bind(name, name.acronym) if name else event.authority.code
