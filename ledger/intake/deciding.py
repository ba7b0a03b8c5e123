"""What a person decides about the drafts of an intake: they go to a second person, or nowhere."""

from django.db import transaction
from django.utils.translation import gettext as _

from ledger.enums import ProposalState
from ledger.errors import LedgerError
from ledger.models import Proposal
from ledger.proposals.making import submit, withdraw


def accept(intake, numbers, *, by):
    """Submit the drafts behind the items `numbers` (keys); see `_each`."""
    return _each(intake, numbers, lambda proposal: submit(proposal, by=by))


def refuse(intake, numbers, *, by, note=""):
    """Withdraw the drafts behind the items `numbers` (keys); see `_each`."""
    note = note or _("Refused when “%(name)s” was reconciled.") % {"name": intake.name}
    return _each(intake, numbers, lambda proposal: withdraw(proposal, by=by, note=note))


def _each(intake, numbers, decide):
    """Return `(how many were decided, [(proposal, LedgerError)])`; what one refuses stops no other.

    Each is a transaction of its own; only drafts are decided, others are left as they are.
    """
    items = intake.items.filter(pk__in=numbers).values("proposal")
    drafts = Proposal.objects.with_state().filter(pk__in=items, state=ProposalState.DRAFT)
    done, refused = 0, []
    for proposal in drafts.order_by("pk"):
        try:
            with transaction.atomic():
                decide(proposal)
            done += 1
        except LedgerError as error:
            refused.append((proposal, error))
    return done, refused
