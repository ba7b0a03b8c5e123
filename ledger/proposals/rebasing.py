"""What the register holds now where a proposal found something else."""

from ledger.admin.history import with_history
from ledger.models import Version
from ledger.proposals.forms import row_of

MOST = 20


def successors(proposal):
    """Return the open rows that stand where the row of a proposal stood, the likeliest first.

    That row itself while it is open; nothing for a new record, or when it was retracted. A
    constant number of queries for a version; one for each replacement of another row.
    """
    row = row_of(proposal)
    if row is None or not row.closed_by_id:
        return [row] if row else []
    if isinstance(row, Version):
        same = type(row).objects.current().filter(**{row.identity: getattr(row, row.identity)})
        return _latest(same)
    return _replacing(row)


def held_instead(form):
    """Return the open rows about the same as the checked form of a new record. 4 queries."""
    rows = form.held()
    return [] if rows is None else _latest(rows)


def _latest(rows):
    return list(with_history(rows.order_by("-valid"))[:MOST])


def _replacing(row):
    """Follow the change sets that closed a row without an identity, and what they opened."""
    found = [row]
    while found and found[0].closed_by_id:
        rows = with_history(type(row).objects.filter(opened_by=found[0].closed_by_id))
        found = list(rows.order_by("pk")[:MOST])
    return [one for one in found if not one.closed_by_id]
