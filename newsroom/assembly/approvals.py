"""What was decided about a product, by whom and when, as an edition shows it."""

from operator import attrgetter

from ledger.phrases import labelled
from newsroom.facts.approvals import authority_names, events, granted, open_filings
from newsroom.facts.asking import once
from products.enums import EventKind
from products.models import AuthorisationVersion, PresentationVersion
from products.vocabulary import spoken


def first_approval(shown, block):
    acts = _there(block, events(shown, [block.product.slug]), "jurisdiction_id")
    found = [event for event in acts if event.kind == EventKind.INITIAL_APPROVAL]
    return next(iter(_said(shown, found[:1])), None)


def approvals(shown, block):
    """Where it is approved on the day, each with the first day of the approval, by that day.

    A licence that changed hands since keeps the day on which it was granted.
    """
    rows = granted(shown, [block.product.slug])
    rows = _there(block, rows, "authorisation.jurisdiction_id")
    versions = _versions(shown, [row.authorisation_id for row in rows])
    # The earliest comes last and stays.
    first = {row.authorisation_id: row for row in versions}
    return [
        _approval(shown, row, first[row.authorisation_id])
        for row in sorted(rows, key=lambda row: (first[row.authorisation_id].valid.lower, row.pk))
    ]


@once(by=attrgetter("authorisation_id"))
def _versions(shown, licences):
    rows = shown.moment.rows(AuthorisationVersion).filter(authorisation__in=licences)
    return rows.order_by("-valid", "-pk")


def _approval(shown, row, first):
    about = {"authorisation": row.authorisation_id}
    return {
        "territory": shown.bind(row, row.authorisation.jurisdiction, **about),
        "date": shown.bind(first, first.start, **about),
        "machine": first.start.machine,
    }


def filings(shown, block):
    """Applications accepted and undecided on the day, by date. 2 queries."""
    found = open_filings(shown, [block.product.slug])
    return _said(shown, _there(block, found, "jurisdiction_id"))


def presentations(shown, block):
    found = _on_the_market(shown, [block.product.slug])
    return [
        {
            "territory": str(row.presentation.authorisation.jurisdiction),
            "strength": shown.bind(
                row, spoken(row.presentation.strength), presentation=row.presentation_id
            ),
        }
        for row in _there(block, found, "presentation.authorisation.jurisdiction_id")
    ]


@once(by=attrgetter("presentation.authorisation.product.slug"), products=True)
def _on_the_market(shown, slugs):
    rows = shown.moment.in_force(PresentationVersion).filter(
        presentation__authorisation__product__slug__in=slugs
    )
    return rows.select_related(
        "presentation__authorisation__product", "presentation__authorisation__jurisdiction"
    ).order_by("presentation__authorisation__jurisdiction__code", "pk")


def _there(block, rows, path):
    """Return those of `rows` in the territory of `block`, which they name at `path`; all for none."""
    territory_of = attrgetter(path)
    place = block.jurisdiction_id
    return [row for row in rows if place in (None, territory_of(row))]


def _said(shown, acts):
    """Events in words, each authority by its name on the day of the act. 1 query."""
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
