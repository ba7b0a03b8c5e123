"""Several people at the same proposals at once, each on a connection of their own."""

import threading

import pytest
from django.db import connection, transaction

from ledger import errors
from ledger.committing import hold
from ledger.models import ChangeSet, Proposal, Signature
from ledger.proposals import patience
from ledger.proposals.forms import bound_form
from ledger.proposals.making import propose, submit
from ledger.proposals.trial import tried
from products.models import IndicationVersion
from tests import factories as make
from tests.ledger.test_concurrency import together
from tests.ledger.test_proposals import amendment, recorder, signed, submitted


def wording():
    return make.recorded(make.indication_version(), make.authorisation_version())


def kinds(outcomes):
    return sorted(type(outcome).__name__ for outcome in outcomes)


def test_one_proposal_is_recorded_once_by_two_signers(cloned):
    proposal = submitted(wording(), recorder("author"))
    signers = [recorder("second"), recorder("third")]
    copies = [Proposal.objects.get(pk=proposal.pk) for _ in signers]

    outcomes = together(
        lambda: signed(copies[0], signers[0]), lambda: signed(copies[1], signers[1])
    )

    assert kinds(outcomes) == ["ChangeSet", "WrongStateError"]
    assert (ChangeSet.objects.count(), Signature.objects.count()) == (2, 1)
    assert IndicationVersion.objects.current().count() == 2


def test_of_two_proposals_on_one_row_one_is_recorded(cloned):
    row, author = wording(), recorder("author")
    first, other = submitted(row, author), submitted(row, author, start="2026-04-01")
    signers = [recorder("second"), recorder("third")]

    outcomes = together(lambda: signed(first, signers[0]), lambda: signed(other, signers[1]))

    assert kinds(outcomes) == ["ChangeSet", "StaleProposalError"]
    assert (ChangeSet.objects.count(), Signature.objects.count()) == (2, 1)
    assert Proposal.objects.filter(change_set=None).count() == 1


def test_nobody_waits_long_for_somebody_who_records(cloned, monkeypatch):
    monkeypatch.setattr(patience, "PATIENCE", "100ms")
    row, author, second = wording(), recorder("author"), recorder("second")
    proposal, draft = submitted(row, author), propose(amendment(row, text="Other"), by=author)
    held, done = threading.Event(), threading.Event()
    outcome = {}

    def holder():
        with transaction.atomic():
            hold()
            held.set()
            done.wait(20)

    def others():
        held.wait()
        try:
            for name, act in acts.items():
                outcome[name] = _outcome(act)
        finally:
            done.set()

    form, page = amendment(row, start="2026-06-01"), bound_form(proposal)
    assert page.is_valid()
    acts = {
        "try": lambda: tried(page, author),
        "propose": lambda: propose(form, by=author),
        "submit": lambda: submit(draft, by=author),
        "sign": lambda: signed(proposal, second),
    }

    assert together(holder, others) == [None, None]

    assert outcome == {
        "try": None,
        "propose": None,
        "submit": errors.BusyError,
        "sign": errors.BusyError,
    }
    busy = [str(errors.BusyError.message)]
    assert (page.non_field_errors(), form.non_field_errors()) == (busy, busy)
    assert (Proposal.objects.count(), Signature.objects.count()) == (2, 0)
    assert signed(proposal, second).approver == second


@pytest.mark.django_db
def test_the_bound_of_a_trial_ends_with_it():
    row, author = wording(), recorder("author")

    assert tried(amendment(row), author)
    assert propose(amendment(row), by=author)

    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)


def _outcome(act):
    try:
        return act()
    except errors.LedgerError as error:
        return type(error)
