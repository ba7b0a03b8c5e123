"""What the second person does: sign, which records the change, or send it back."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ledger.committing import REASON_LENGTH
from ledger.enums import Meaning, ProposalState, StepKind
from ledger.errors import (
    AuthorGoneError,
    ChangedMeanwhileError,
    LedgerError,
    OwnProposalError,
    ReasonTooShortError,
    StaleProposalError,
    WrongPasswordError,
)
from ledger.models import ChangeSet, Proposal
from ledger.people import may_record
from ledger.proposals.forms import bound_form
from ledger.proposals.making import hold_proposal, note_step, require_recorder, require_state
from ledger.proposals.novelty import noting_new
from ledger.proposals.patience import hold_soon
from ledger.proposals.states import content_hash, is_stale, subject, writers
from ledger.proposals.trial import written_by
from ledger.signing import sign

SCOPE = "proposal"


@transaction.atomic
def sign_proposal(proposal: Proposal, *, by, password: str, seen: str) -> ChangeSet:
    """Record a submitted proposal as one change set of its author, approved by `by`.

    `seen` is the `content_hash` of what `by` has read. Raises `StaleProposalError` when it would
    write anything else than its trial did, or another `LedgerError`; nothing is written then.
    Side effects: those of the act; holds the ledger's lock until the transaction ends.
    """
    require_recorder(by)
    held = hold_proposal(proposal)
    require_state(held, ProposalState.SUBMITTED)
    _require_other(held, by)
    if not may_record(held.author):
        raise AuthorGoneError
    _require_seen(held, seen)
    signature = sign(
        subject(held),
        SCOPE,
        seen,
        by=by,
        password=password,
        meaning=Meaning.APPROVAL,
    )
    held.change_set = _recorded(held, by)
    held.save(update_fields=["change_set"])
    note_step(held, StepKind.COMMITTED, by=by, signature=signature)
    return held.change_set


def sign_all(proposals: Sequence[Proposal], *, by, password: str, seen: dict) -> list:
    """Sign several, each as a change set of its own; return `(proposal, ChangeSet or LedgerError)`.

    `seen` maps their keys to the hashes that `by` has read. What one refuses stops no other. Raises
    `WrongPasswordError` when nothing was signed for that.
    """
    outcomes = []
    for proposal in proposals:
        try:
            found = sign_proposal(
                proposal, by=by, password=password, seen=seen.get(proposal.pk, "")
            )
        except WrongPasswordError:
            raise
        except LedgerError as error:
            found = error
        outcomes.append((proposal, found))
    return outcomes


@transaction.atomic
def refuse(proposal: Proposal, *, by, reason: str):
    """Send a submitted proposal back to its author, with the reason."""
    require_recorder(by)
    held = hold_proposal(proposal)
    require_state(held, ProposalState.SUBMITTED)
    if held.author_id == by.pk:
        raise OwnProposalError
    if len(reason.strip()) < REASON_LENGTH:
        raise ReasonTooShortError(field="reason")
    note_step(held, StepKind.REFUSED, by=by, note=reason)


def _require_seen(proposal, seen):
    submitted = proposal.steps.filter(kind=StepKind.SUBMITTED).last()
    if not seen == submitted.content_hash == content_hash(proposal):
        raise ChangedMeanwhileError


def _require_other(proposal, by):
    """Two people have read what is signed: neither wrote it alone, nor another version of it."""
    if proposal.author_id == by.pk:
        raise OwnProposalError
    if by.pk in writers(proposal):
        raise OwnProposalError(_WRITTEN)


_WRITTEN = _("You wrote an earlier version of this proposal, so somebody else signs it.")


def _recorded(proposal, by):
    hold_soon()
    if is_stale(proposal):
        raise StaleProposalError
    form = bound_form(proposal)
    with noting_new() as made:
        change_set = form.save(proposal.author, approver=by) if form.is_valid() else None
    if change_set is None or written_by(change_set, made).digest != proposal.digest:
        raise StaleProposalError
    return change_set
