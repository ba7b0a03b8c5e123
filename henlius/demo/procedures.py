"""Regulatory cases: opened by an accepted application, named by what was decided on it."""

from henlius.demo.files import register
from henlius.demo.plan import reason_of
from products.enums import EventKind, ProcedureKind
from products.models import Procedure

FILINGS = {EventKind.FILING_ACCEPTED, EventKind.TRIAL_FILING_ACCEPTED}
GRANTS = {
    EventKind.INITIAL_APPROVAL: ProcedureKind.INITIAL,
    EventKind.SUPPLEMENTAL_INDICATION: ProcedureKind.NEW_INDICATION,
}
ANSWERS = {EventKind.POSITIVE_OPINION, *GRANTS}


def filing_of(case, found):
    """Return the case in which the application that `case` answers was accepted, or None."""
    return next((other for other in found if answers(case, other)), None)


def write(case, filing, found, draft):
    """Open the procedure of an application, or return the one that a decision answers, if any."""
    if case.kind in FILINGS:
        procedure = _opened(case, found)
        draft.open(procedure)
        return procedure
    return filing and Procedure.objects.get(opened_by__reason=reason_of(filing.key))


def answers(case, filing):
    """Tell whether `case` decides or assesses the application accepted in `filing`."""
    if case.kind not in ANSWERS or filing.kind != EventKind.FILING_ACCEPTED:
        return False
    if (case.subject, case.territory) != (filing.subject, filing.territory):
        return False
    if filing.row["indications"]:
        return bool(set(filing.row["indications"]) & set(case.row["indications"]))
    is_first = case.kind != EventKind.SUPPLEMENTAL_INDICATION
    return is_first and filing.date.latest <= case.date.latest


def rows_of(case):
    """Return the rows of the indications that an application is for."""
    if case.kind not in FILINGS:
        return []
    return [row for row in register("indications") if row["id"] in case.row["indications"]]


def sources_of(case):
    """Yield what an accepted application takes from which sources."""
    for row in rows_of(case):
        _text, sources = filed_wording(row)
        yield "wording applied for", sources


def filed_wording(indication):
    """Return (wording applied for, its sources), empty where no source gives one (ADV-17)."""
    filed = indication.get("filed_wording")
    if filed:
        return filed["en"], filed["source"]
    if is_only_filed(indication) or "as filed" in indication.get("wording_basis", ""):
        return indication["wording_en"], indication["source"]
    return "", []


def is_only_filed(indication):
    return indication.get("status") == "filed"


def notes_of(row, indication):
    """Yield what `indication` says about the filing, or the changed list, in the event `row`."""
    if row["type"] == EventKind.FILING_ACCEPTED:
        if "filed_wording" in indication:
            yield indication["filed_wording"]["note"]
        if is_only_filed(indication) and "brand_note" in indication:
            yield indication["brand_note"]
    if row["type"] == EventKind.LISTING_CHANGE_OBSERVED:
        yield indication["status_note"]


def _opened(case, found):
    filed = filter(None, (filed_wording(row)[0] for row in rows_of(case)))
    return Procedure(
        product=case.product,
        asset_code=None if case.product else case.subject,
        jurisdiction=case.territory,
        authority=case.authority,
        kind=_kind(case, found),
        filing_type=case.row.get("filing_type"),
        filed_text="\n".join(filed),
    )


def _kind(filing, found):
    if filing.kind == EventKind.TRIAL_FILING_ACCEPTED:
        return ProcedureKind.CLINICAL_TRIAL
    granted = [case for case in found if case.kind in GRANTS and answers(case, filing)]
    if granted:
        return GRANTS[granted[0].kind]
    approved_before = any(
        case.kind == EventKind.INITIAL_APPROVAL
        and (case.subject, case.territory) == (filing.subject, filing.territory)
        and case.date.latest < filing.date.latest
        for case in found
    )
    return ProcedureKind.NEW_INDICATION if approved_before else ProcedureKind.INITIAL
