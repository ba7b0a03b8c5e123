"""Comparing the items of an intake with the register, a stretch of time at once."""

import time

from django.db import transaction
from django.db.models import Q

from ledger.enums import IntakeOutcome
from ledger.intake.formats import format_of
from ledger.intake.proposing import Proposer
from ledger.models import IntakeItem
from ledger.proposals.making import require_recorder

TOGETHER = 200  # items of a batch that are held in memory


def work(intake, *, by, seconds=2.0):
    """Compare batch after batch until `seconds` have passed; return how many items are left.

    Drafts proposals of `by`. Each batch is one transaction, so that what was done stays done;
    batches that somebody else compares just now are left to them. Raises `NotRecorderError`.
    """
    require_recorder(by)
    proposer, until = Proposer(intake, by), time.monotonic() + seconds
    while _compare_next(intake, proposer) and time.monotonic() < until:
        pass
    return intake.items.filter(outcome=IntakeOutcome.UNREAD).count()


@transaction.atomic
def _compare_next(intake, proposer):
    """Compare the next batch; return whether there was one."""
    unread = IntakeItem.objects.filter(intake=intake, outcome=IntakeOutcome.UNREAD)
    first = unread.select_for_update(skip_locked=True, of=("self",)).first()
    if not first:
        return False
    items = [first]
    if first.batch:
        items = list(unread.filter(batch=first.batch).select_for_update(of=("self",))[:TOGETHER])
    for item in items:
        item.differences, item.problems, item.identity = [], [], None
    format_of(intake).judge(items, proposer)
    return True


def compare_again(intake):
    """Let everything be compared once more that no open or refused proposal stands for."""
    done = Q(proposal=None) | Q(proposal__change_set__isnull=False)
    again = intake.items.filter(done).exclude(part="").exclude(outcome=IntakeOutcome.UNREAD)
    return again.update(outcome=IntakeOutcome.UNREAD, proposal=None)
