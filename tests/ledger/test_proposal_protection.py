"""A recorded proposal stays as it was signed; where somebody could change it, `verify_ledger` tells."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from henlius import database
from ledger.models import Proposal
from ledger.proposals.states import is_as_signed
from tests import factories as make
from tests.ledger.test_proposals import recorder, signed, submitted
from tests.tampering import run, triggers_off, verdict

CHANGES = (
    "data = '{}'",
    "author_id = author_id + 1",
    "digest = repeat('0', 64)",
    "base = '[]'",
    "seq = 0",
    "change_set_id = NULL",
    "about = about",
)


@pytest.fixture(scope="module")
def recorded(own_database):
    """A recorded proposal, and one that still waits."""
    wording = make.recorded(make.indication_version(), make.authorisation_version())
    author, second = recorder("author"), recorder("second")
    proposal = submitted(wording, author)
    signed(proposal, second)
    [_before, now] = type(wording).objects.current().order_by("valid")
    return Proposal.objects.get(pk=proposal.pk), submitted(
        now, author, start="2026-05-01", text="B"
    )


@pytest.fixture(params=("application", "owner"))
def role(request, recorded, shared):
    """Who tries: the serving role, then the owner of the tables."""
    if request.param == "application":
        yield request.param
    else:
        with database.as_owner():
            yield request.param


def changed(proposal, change):
    return attempt(f"UPDATE ledger_proposal SET {change} WHERE id = %s", proposal)  # noqa: S608  our own


def attempt(statement, proposal):
    """Return how many rows a statement about a proposal reaches, and undo it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [proposal.pk])
        transaction.set_rollback(True)
        return cursor.rowcount


@pytest.mark.parametrize("change", CHANGES)
def test_a_recorded_proposal_is_never_changed(recorded, role, change):
    with pytest.raises(IntegrityError, match="stays as it was signed"):
        changed(recorded[0], change)


@pytest.mark.parametrize("change", ("data = '{}'", "about = 'Other'", "seq = 0"))
def test_one_that_waits_is_changed(recorded, role, change):
    assert changed(recorded[1], change) == 1


@pytest.mark.parametrize("change", ("label = label", "act = 'correct'", "origin = 'x'"))
def test_what_it_began_as_stays(recorded, role, change):
    refused = ProgrammingError if role == "application" else IntegrityError

    with pytest.raises(refused, match=r"permission denied|INV-6"):
        changed(recorded[1], change)


@pytest.mark.parametrize("which", (0, 1))
def test_no_proposal_is_ever_deleted(recorded, role, which):
    refused = ProgrammingError if role == "application" else IntegrityError

    with pytest.raises(refused, match=r"permission denied|INV-6"):
        attempt("DELETE FROM ledger_proposal WHERE id = %s", recorded[which])


def test_a_proposal_names_no_change_set_of_another_transaction(recorded, role):
    other = Proposal.objects.order_by("pk").first().change_set_id - 1

    with pytest.raises(IntegrityError, match="its own signature"):
        changed(recorded[1], f"change_set_id = {other}")


def test_what_was_signed_is_verified(recorded, shared):
    proposal, waiting = recorded

    assert is_as_signed(proposal)
    assert not is_as_signed(waiting)
    assert "1 signed proposals verified." in verdict().splitlines()


@pytest.mark.parametrize(
    "edit",
    (
        "UPDATE ledger_proposal SET data = '{}' WHERE change_set_id IS NOT NULL",
        "UPDATE ledger_proposal SET digest = repeat('0', 64) WHERE change_set_id IS NOT NULL",
        "UPDATE ledger_proposal SET author_id = (SELECT approver_id FROM ledger_changeset"
        " WHERE seq = change_set_id) WHERE change_set_id IS NOT NULL",
        "UPDATE ledger_signature SET content_hash = repeat('0', 64)",
        "UPDATE ledger_signature SET subject = 'ledger.proposal:0'",
        "UPDATE ledger_proposalstep SET content_hash = repeat('0', 64) WHERE kind = 'committed'",
        "DELETE FROM ledger_proposalstep WHERE kind = 'committed'",
    ),
)
def test_what_was_edited_behind_it_is_found(recorded, shared, edit):
    proposal = recorded[0]

    with triggers_off():
        run(edit)
        found = verdict()

    expected = (
        f"Proposal {proposal.pk} is not what was signed for change set {proposal.change_set_id}."
    )
    assert expected in found.splitlines()


def test_a_recorded_proposal_that_lost_its_change_set_is_found(recorded, shared):
    with triggers_off():
        run("UPDATE ledger_proposal SET change_set_id = NULL")
        found = verdict()

    assert f"Proposal {recorded[0].pk} was signed and names no change set." in found.splitlines()
