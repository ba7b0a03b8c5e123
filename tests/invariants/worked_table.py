"""The two indications of domain.md, section 4: seven rows by five acts, at their own times."""

from ledger.actions import NOW, amend, correct, end, record
from ledger.enums import ChangeKind
from products.enums import AuthorisationStatus
from tests import factories as make
from tests.factories import day
from tests.invariants.acts import set_clock


def told():
    """Record FUTUONING in CN, its texts in short; return F (fulvestrant) and A (aromatase inhibitors)."""
    licence = make.authorisation()
    f, a = make.indication(licence, 1), make.indication(licence, 2)
    signed = {"by": make.person(), "evidence": make.evidence("letter"), "disclose": NOW}

    set_clock("2025-06-03 06:00+00")
    granted = make.authorisation_version(licence, start="May 2025")
    r1 = make.indication_version(f, "patients", start="May 2025")
    record([granted, r1], **signed)

    set_clock("2025-09-16 02:10+00")
    r2 = make.indication_version(a, "AI wording", start="2025-09-01/2025-09-15")
    late = {"kind": ChangeKind.LATE_ENTRY, "reason": "The notice came two weeks later"}
    record([r2], **signed, **late)

    set_clock("2025-09-18 03:00+00")
    correct(r1, changes={"text": "adult patients"}, reason="The word adult was missing", **signed)

    set_clock("2026-03-02 01:00+00")
    r3 = f.versions.get(closed_by=None)
    narrowed = {"changes": {"text": "narrowed"}, "reason": "Narrowed by the authority"}
    amend(r3, start=day("2026-03-01"), **narrowed, **signed)

    set_clock("2027-01-05 01:00+00")
    last = day("2027-01-01")
    r5 = f.versions.get(text="narrowed", closed_by=None)
    withdrawn = make.authorisation_version(
        licence, start="2027-01-01", status=AuthorisationStatus.WITHDRAWN
    )
    end([granted, r5, r2], end=last, opens=[withdrawn], reason="Withdrawn by the holder", **signed)
    return f, a
