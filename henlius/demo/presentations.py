"""Presentations: each begins with the approval of its strength, else with the first approval."""

from functools import partial

from henlius.demo.files import register, row_of
from ledger.models import period
from products.enums import EventKind
from products.models import Presentation, PresentationVersion


def sources_of(case):
    return [("presentation", row["source"]) for row in _approved_with(case)]


def write(catalogue, case, draft):
    """Open the presentations that come with an approval, unless they wait for a release."""
    for row in _approved_with(case):
        _open(catalogue, case, row, draft)


def plan_unannounced(catalogue, cases):
    """Plan the presentations that a release of this site will make public; until then none is."""
    for case in cases:
        for row in _starting_with(case):
            if "announced_by" in row:
                catalogue.plan.add(
                    f"presentation:{case.subject}",
                    at=None,
                    evidence=catalogue.citing.supports(row["source"]),
                    write=partial(_open, catalogue, case, row),
                )


def _open(catalogue, case, row, draft):
    presentation = catalogue.ensure(
        Presentation,
        authorisation=catalogue.authorisations[case.subject, case.territory.code],
        strength=row["strength"],
    )
    draft.open(
        PresentationVersion(
            presentation=presentation,
            dose_form=row_of("products", case.subject)["dosage_form"],
            **period(case.date),
        )
    )


def _approved_with(case):
    return [row for row in _starting_with(case) if "announced_by" not in row]


def _starting_with(case):
    if case.product is None:
        return []
    return [
        row
        for row in row_of("products", case.subject)["presentations"]
        if case.territory.code in row["territories"] and _begins(case, row["strength"])
    ]


def _begins(case, strength):
    if case.kind == EventKind.NEW_STRENGTH:
        return _names(case.row, strength)
    return case.kind == EventKind.INITIAL_APPROVAL and not any(
        row["type"] == EventKind.NEW_STRENGTH
        and row["product"] == case.subject
        and case.territory.code in row["territories"]
        and _names(row, strength)
        for row in register("events")
    )


def _names(row, strength):
    """Tell whether an event names this strength: `420 mg` names `420 mg/vial`."""
    return any(strength.startswith(part.strip()) for part in row["strength"].split(";"))
