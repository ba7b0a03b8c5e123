"""What the author of a proposal does: draft it, revise it, submit it, withdraw it."""

from django.db import transaction

from ledger.committing import REASON_LENGTH
from ledger.enums import ProposalState, StepKind
from ledger.errors import (
    BusyError,
    NotAuthorError,
    NotRecorderError,
    ReasonTooShortError,
    StaleProposalError,
    WrongStateError,
)
from ledger.models import Proposal, ProposalStep
from ledger.people import may_record
from ledger.proposals.forms import bound_form, kept
from ledger.proposals.patience import hold_soon
from ledger.proposals.states import content_hash, state
from ledger.proposals.trial import tried

ENDED = {ProposalState.WITHDRAWN, ProposalState.COMMITTED}


@transaction.atomic
def propose(form, *, by, origin="") -> Proposal | None:
    """Keep a valid form as a draft of `by`; None when the register would refuse it, errors added.

    `origin` says what made it (`intake:7:12`). The same form sent twice is one draft. Side effect:
    saves the new sources of the form. Holds the ledger. Raises `NotRecorderError`.
    """
    require_recorder(by)
    if not (stated := _stated(form, by)):
        return None
    label = form.row._meta.label_lower if form.row else ""
    stated |= {"label": label, "act": form.act, "author": by, "origin": origin}
    twin = Proposal.objects.unfinished().filter(**stated, state=ProposalState.DRAFT).first()
    return twin or Proposal.objects.create(**stated)


@transaction.atomic
def revise(proposal, form, *, by) -> Proposal | None:
    """Put another form of the same act in place, also one for a newer row; it is a draft again.

    None when the register would refuse it, errors added. Raises a `ProposalError`.
    """
    held = _held_by_author(proposal, by)
    _require_open(held)
    if not (stated := _stated(form, by)):
        return None
    for name, value in stated.items():
        setattr(held, name, value)
    held.save(update_fields=stated)
    note_step(held, StepKind.REVISED, by=by)
    return held


@transaction.atomic
def submit(proposal, *, by):
    """Ask for the second signature. Raises `StaleProposalError` when its ground moved, or another
    `ProposalError`."""
    held = _held_by_author(proposal, by)
    require_state(held, ProposalState.DRAFT)
    hold_soon()
    form = bound_form(held)
    trial = tried(form, by) if form.is_valid() else None
    if not trial or trial.digest != held.digest:
        raise StaleProposalError
    note_step(held, StepKind.SUBMITTED, by=by)


@transaction.atomic
def withdraw(proposal, *, by, note=""):
    """Give a proposal up; it stays readable."""
    held = _held_by_author(proposal, by)
    _require_open(held)
    note_step(held, StepKind.WITHDRAWN, by=by, note=note)


@transaction.atomic
def take_over(proposal, *, by, note=""):
    """Make `by` the author of a proposal whose author cannot go on; it is a draft again.

    Raises `ReasonTooShortError` when the author could go on and no note says why they do not.
    """
    require_recorder(by)
    held = hold_proposal(proposal)
    _require_open(held)
    before = held.author
    if may_record(before) and len(note.strip()) < REASON_LENGTH:
        raise ReasonTooShortError(field="note")
    held.author = by
    held.save(update_fields=["author"])
    note_step(held, StepKind.TAKEN_OVER, by=by, note=note, taken_from=before)


def require_recorder(user):
    if not may_record(user):
        raise NotRecorderError


def require_state(proposal, *allowed):
    found = state(proposal)
    if found not in allowed:
        raise WrongStateError(WrongStateError.message % {"state": found.label})


def hold_proposal(proposal):
    """Lock a proposal until the transaction ends, and return it as it is now."""
    return (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("author")
        .get(pk=proposal.pk)
    )


def note_step(proposal, kind, *, by, note="", **facts):
    """Write down who did what, with the hash of what the proposal says now."""
    return ProposalStep.objects.create(
        proposal=proposal,
        kind=kind,
        by=by,
        note=note,
        content_hash=content_hash(proposal),
        **facts,
    )


def _held_by_author(proposal, by):
    require_recorder(by)
    held = hold_proposal(proposal)
    if held.author_id != by.pk:
        raise NotAuthorError
    return held


def _require_open(proposal):
    require_state(proposal, *(set(ProposalState) - ENDED))


def _stated(form, by):
    """Try a form on its new sources and return the columns of the proposal that it makes.

    None when the register refuses it or somebody keeps the register: errors added, no source saved.
    """
    try:
        hold_soon()
    except BusyError as error:
        form.add_ledger_error(error)
        return None
    with transaction.atomic():
        data = kept(form)
        trial = tried(form, by)
        transaction.set_rollback(trial is None)
    return trial and _columns(form, data, trial)


def _columns(form, data, trial):
    subjects = [each.subject for each in (*trial.opened, *trial.closed)]
    return {
        "row": form.row and form.row.pk,
        "data": data,
        "about": subjects[0][:400] if subjects else "",
        "seq": trial.seq,
        "base": trial.base,
        "effect": trial.effect,
        "digest": trial.digest,
    }
