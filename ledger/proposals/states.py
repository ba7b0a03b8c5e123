"""Where a proposal is: derived from its steps, and from what the register did meanwhile."""

import json
from collections import defaultdict
from hashlib import sha256

from django.apps import apps

from ledger.enums import ProposalState
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


def _model(table):
    return next(model for model in apps.get_models() if model._meta.db_table == table)
