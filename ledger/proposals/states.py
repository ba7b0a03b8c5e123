"""Where a proposal is: derived from its steps, and from what the register did meanwhile."""

import json
from collections import defaultdict
from hashlib import sha256

from django.apps import apps

from ledger.enums import WRITING, ProposalState, StepKind
from ledger.models import Proposal


def state(proposal):
    """Return the `ProposalState` of a proposal as it is now. 1 query."""
    found = Proposal.objects.with_state().values_list("state", flat=True)
    return ProposalState(found.get(pk=proposal.pk))


def stale(proposals):
    """Return the keys of those `proposals` whose ground moved: a row that they would close is closed.

    1 query for each table that they rest on.
    """
    resting = defaultdict(lambda: defaultdict(set))
    for proposal in proposals:
        for table, row in proposal.base:
            resting[table][row].add(proposal.pk)
    found = set()
    for table, rows in resting.items():
        closed = _model(table).objects.filter(pk__in=rows, closed_by__isnull=False)
        for row in closed.values_list("pk", flat=True):
            found |= rows[row]
    return found


def is_stale(proposal):
    """Return whether the ground of one proposal moved."""
    return bool(stale([proposal]))


def writers(proposal):
    """Return the keys of everybody who wrote, submitted or handed over a version of it. 1 query."""
    steps = proposal.steps.filter(kind__in=WRITING).values_list("by", "taken_from")
    return {proposal.author_id, *(person for pair in steps for person in pair if person)}


def content_hash(proposal):
    """Return the SHA-256 of all that a signature under a proposal vouches for."""
    said = {
        "act": [proposal.label, proposal.row, proposal.act],
        "author": proposal.author_id,
        "base": proposal.base,
        "data": proposal.data,
        "digest": proposal.digest,
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()


def is_as_signed(proposal):
    """Return whether a recorded proposal still says what was signed, and is its change set's.

    No query when its change set and `steps__signature` are loaded, else 2 or 3.
    """
    change_set, steps = proposal.change_set, proposal.steps.all()
    committed = [step for step in steps if step.kind == StepKind.COMMITTED]
    if change_set is None or len(committed) != 1:
        return False
    [step], said = committed, content_hash(proposal)
    signature = step.signature
    signed = (signature.subject, signature.signer_id, signature.content_hash, step.content_hash)
    people = (proposal.author_id, step.by_id)
    return signed == (subject(proposal), change_set.approver_id, said, said) and people == (
        change_set.actor_id,
        change_set.approver_id,
    )


def subject(proposal):
    """Return the name under which a proposal is signed."""
    return f"ledger.proposal:{proposal.pk}"


def _model(table):
    return next(model for model in apps.get_models() if model._meta.db_table == table)
