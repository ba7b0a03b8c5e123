from django.contrib.auth.models import User

from ledger.actions import NOW, Evidence, commit
from ledger.dates import ImpreciseDate
from ledger.enums import ChangeKind, Confidence, SourceKind, StepKind
from ledger.models import Intake, IntakeItem, Proposal, ProposalStep, SourceDocument


def day(written):
    """Return the `ImpreciseDate` that `written` says; None stays None."""
    return ImpreciseDate.parse(written) if written else None


def person(name="recorder"):
    return User.objects.get_or_create(username=name)[0]


def source(key="made-up-letter", **fields):
    fields = {
        "kind": SourceKind.APPROVAL_LETTER,
        "title": f"{key} (made up)",
        "confidence": Confidence.PRIMARY,
    } | fields
    return SourceDocument.objects.get_or_create(key=key, defaults=fields)[0]


def evidence(*keys):
    """Return supporting `Evidence` from the sources of these keys, one source when none is named."""
    return [Evidence(source(key)) for key in keys or ["made-up-letter"]]


def recorded(*rows, disclose=NOW, kind=ChangeKind.INITIAL, reason="Recorded for a test", **changes):
    """Record unsaved `rows` in one change set, public at once by default; return the first row."""
    changes = {"by": person(), "evidence": evidence()} | changes
    commit(kind=kind, reason=reason, disclose=disclose, opens=rows, **changes)
    return rows[0]


def proposal(step=StepKind.SUBMITTED, **fields):
    """A proposal that was tried by nobody, with one `step`; those that a form makes are better."""
    author = fields.setdefault("author", person())
    fields = {"act": "event", "about": "Made up", "seq": 0, "digest": "0" * 64} | fields
    made = Proposal.objects.create(**fields)
    ProposalStep.objects.create(proposal=made, kind=step, by=author, content_hash="0" * 64)
    return made


def intake(**fields):
    """A file that was taken in, without items; those that `take_in` makes are better."""
    fields.setdefault("source", source("made-up-register"))
    fields.setdefault("by", person())
    return Intake.objects.create(**{"name": "made-up.csv", "format": "spreadsheet"} | fields)


def intake_item(of=None, **fields):
    fields = {"number": 2, "part": "row", "stated": {"product": "testamab"}} | fields
    return IntakeItem.objects.create(intake=of or intake(), **fields)
