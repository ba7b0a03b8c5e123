"""What an act makes anew: its keys are others each time that the act is tried."""

from contextlib import contextmanager
from threading import get_ident

from django.db.models.signals import post_save

from ledger.models import Recorded


@contextmanager
def noting_new():
    """Note what this thread saves anew meanwhile, as a set of `(model, key)` that is given at once."""
    made, mine = set(), get_ident()

    def note(sender, instance, created, **_kwargs):
        if created and get_ident() == mine:
            made.add((sender, instance.pk))

    post_save.connect(note, weak=False)
    try:
        yield made
    finally:
        post_save.disconnect(note)


def columns_of(row, made):
    """Return `{column: value}` of a row without its bookkeeping, the same each time.

    What it points to is named by its key, or by its own columns when it is in `made`: an
    indication that the act itself makes is told from another one by its place in the list.
    """
    columns = [c for c in row._meta.concrete_fields if c.name not in Recorded.bookkeeping]
    return {c.name: _value(row, c, made) for c in columns}


def _value(row, column, made):
    value = getattr(row, column.attname)
    if column.is_relation and (column.related_model, value) in made:
        return columns_of(getattr(row, column.name), made)
    return value
