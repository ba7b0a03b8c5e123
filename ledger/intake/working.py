"""Comparing the items of an intake with the register, a stretch of time at once."""

import logging
import time

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ledger.enums import IntakeOutcome
from ledger.intake.formats import format_of
from ledger.intake.proposing import Proposer
from ledger.models import IntakeItem
from ledger.proposals.making import require_recorder

TOGETHER = 200  # items of a batch that are held in memory
logger = logging.getLogger(__name__)


def work(intake, *, by, seconds=2.0):
    """Compare one step after another until `seconds` have passed; return how many items are left.

    Drafts proposals of `by`. Each step is one transaction and makes one proposal at most, so what
    was done stays done and the ledger is held for one trial at a time. What fails is set aside.
    Raises `NotRecorderError`.
    """
    require_recorder(by)
    proposer, until = Proposer(intake, by), time.monotonic() + seconds
    while _step(intake, proposer) and time.monotonic() < until:
        pass
    return _unread(intake).count()


def _step(intake, proposer):
    """Compare as far as the next proposal; return whether anything was unread."""
    try:
        return _compare_next(intake, proposer)
    except (OperationalError, InterfaceError):
        raise  # of the database, not of an item
    except Exception:
        logger.exception("Intake %s: a batch could not be compared", intake.pk)
        return _compare_alone(intake, proposer)


@transaction.atomic
def _compare_next(intake, proposer):
    """Items that somebody else compares just now are left to them."""
    first = _next(intake)
    if first is None:
        return False
    items = [first]
    if first.batch:
        unread = _unread(intake).filter(batch=first.batch)
        items = list(unread.select_for_update(of=("self",))[:TOGETHER])
    _judge(items, proposer)
    return True


@transaction.atomic
def _compare_alone(intake, proposer):
    """Compare the next item without those beside it; set it aside when that fails too."""
    if not (item := _next(intake)):
        return False
    try:
        with transaction.atomic():
            _judge([item], proposer)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("Intake %s: item %s is set aside", intake.pk, item.number)
        problem = _("This could not be compared. Record it by hand; the error was noted.")
        _unread(intake).filter(pk=item.pk).update(
            outcome=IntakeOutcome.NOT_UNDERSTOOD, problems=[["", problem]]
        )
    return True


def _judge(items, proposer):
    for item in items:
        item.differences, item.problems, item.identity = [], [], None
    format_of(proposer.intake).judge(items, proposer)


def _next(intake):
    return _unread(intake).select_for_update(skip_locked=True, of=("self",)).first()


def _unread(intake):
    return IntakeItem.objects.filter(intake=intake, outcome=IntakeOutcome.UNREAD)


def compare_again(intake):
    """Let everything be compared once more that no open or refused proposal stands for."""
    done = Q(proposal=None) | Q(proposal__change_set__isnull=False)
    again = intake.items.filter(done).exclude(part="").exclude(outcome=IntakeOutcome.UNREAD)
    return again.update(outcome=IntakeOutcome.UNREAD, proposal=None)
