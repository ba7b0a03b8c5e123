"""The newest acts on the register, as a way in."""

from ledger.models import ChangeSet

SHOWN = 8


def latest_change_sets():
    """Return the newest change sets with their people, disclosures and sources. 3 queries."""
    found = ChangeSet.objects.select_related("actor", "approver", "disclosure")
    return list(found.prefetch_related("citations__source")[:SHOWN])
