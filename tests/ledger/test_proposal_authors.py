"""Whoever wrote a version of a proposal does not sign it, and nobody takes one over unexplained."""

import pytest

from ledger import errors
from ledger.enums import StepKind
from ledger.models import ChangeSet, Proposal
from ledger.proposals.making import propose, revise, submit, take_over
from tests import factories as make
from tests.ledger.test_proposals import amendment, recorder, signed, submitted

pytestmark = pytest.mark.django_db
NOTE = "The author is on leave (made up)"


@pytest.fixture
def wording():
    return make.recorded(make.indication_version(), make.authorisation_version())


@pytest.fixture
def author():
    return recorder("author")


@pytest.fixture
def second():
    return recorder("second")


def taken_over(proposal, by):
    take_over(proposal, by=by, note=NOTE)
    proposal.refresh_from_db()
    return proposal


@pytest.mark.parametrize("is_submitted", (True, False))
def test_the_first_author_does_not_sign_their_own_words(wording, author, second, is_submitted):
    make_it = submitted if is_submitted else lambda row, by: propose(amendment(row), by=by)
    proposal = taken_over(make_it(wording, author), second)
    submit(proposal, by=second)

    with pytest.raises(errors.OwnProposalError, match="earlier version"):
        signed(proposal, author)
    assert ChangeSet.objects.count() == 1
    assert signed(proposal, recorder("third")).actor == second


def test_who_revised_it_meanwhile_does_not_sign_it(wording, author, second):
    proposal = taken_over(submitted(wording, author), second)
    revise(proposal, amendment(wording, start="2026-05-01"), by=second)
    third = recorder("third")
    proposal = taken_over(proposal, third)
    submit(proposal, by=third)

    for writer in (author, second, third):
        assert not Proposal.objects.waiting_for(writer).exists()
        with pytest.raises(errors.OwnProposalError):
            signed(proposal, writer)
    assert list(Proposal.objects.waiting_for(recorder("fourth"))) == [proposal]


@pytest.mark.parametrize("note", ("", "away", " " * 12))
def test_it_is_not_taken_from_an_active_author_without_a_word(wording, author, second, note):
    proposal = submitted(wording, author)

    with pytest.raises(errors.ReasonTooShortError) as refusal:
        take_over(proposal, by=second, note=note)

    assert refusal.value.field == "note"
    proposal.refresh_from_db()
    assert proposal.author == author


def test_it_is_taken_from_an_author_who_lost_the_role_at_once(wording, author, second):
    proposal = submitted(wording, author)
    author.user_permissions.clear()

    take_over(proposal, by=second)

    last = proposal.steps.last()
    assert (last.kind, last.by, last.taken_from) == (StepKind.TAKEN_OVER, second, author)
