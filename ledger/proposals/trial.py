"""What an act would do: it is done, looked at, and rolled back."""

import json
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext, override

from ledger.admin.history import HistoryRow, disclosed, history_rows, with_history
from ledger.effects import Touched, touched
from ledger.models import ChangeSet, Recorded
from ledger.touching import tables_touched


@dataclass(frozen=True)
class Trial:
    """The effect of an act, in words; `base` and `digest` are those of `Proposal`, `seq` is before it."""

    kind: str
    seq: int
    opened: list[HistoryRow]
    closed: list[HistoryRow]
    touched: list[Touched]
    disclosed: str
    base: list[list]
    digest: str


@dataclass(frozen=True)
class Written:
    """The rows that a change set opened and closed, in a fixed order, ready for `history_rows`."""

    opened: list[Recorded]
    closed: list[Recorded]

    @property
    def base(self):
        return [[row._meta.db_table, row.pk] for row in self.closed]

    @property
    def digest(self):
        """SHA-256 of what the change says, the same each time that it is tried."""
        with override("en"):
            said = [[row._meta.db_table, _said(row)] for row in self.opened]
        text = json.dumps([said, self.base], default=str, ensure_ascii=False, sort_keys=True)
        return sha256(text.encode()).hexdigest()


@transaction.atomic
def tried(form, by):
    """Perform the act of a valid `form` as `by`, and undo it; None when the register refuses.

    What the register says against it is on the form then. Writes nothing in the end, and holds
    the ledger's lock only meanwhile. 1 query, and 2 or 3 for each table, beside those of the act.
    """
    before = transaction.savepoint()
    change_set = form.save(by)
    trial = _trial(change_set) if change_set else None
    transaction.savepoint_rollback(before)
    return trial


def written_by(change_set):
    """Return what a change set of this transaction wrote. 1 query, and 2 or 3 for each table."""
    opened, closed = [], []
    for model in tables_touched(change_set):
        mine = Q(opened_by=change_set) | Q(closed_by=change_set)
        rows = list(with_history(model.objects.filter(mine)).order_by("pk"))
        opened += [row for row in rows if row.opened_by_id == change_set.pk]
        closed += [row for row in rows if row.closed_by_id == change_set.pk]
    return Written(opened, closed)


def _trial(change_set):
    found = written_by(change_set)
    change_set = ChangeSet.objects.select_related("disclosure").get(pk=change_set.pk)
    return Trial(
        kind=change_set.get_kind_display(),
        seq=change_set.seq - 1,
        opened=history_rows(found.opened, may_act=False),
        closed=history_rows(found.closed, may_act=False),
        touched=touched(change_set, found.opened, found.closed),
        disclosed=_disclosed(change_set),
        base=found.base,
        digest=found.digest,
    )


def _disclosed(change_set):
    if change_set.disclosure.at == change_set.recorded_at:
        return gettext("public from the moment of the signature")
    return disclosed(change_set)


def _said(row):
    """The columns of a row; what it points to by its words, for what is new has another key each time."""
    columns = [c for c in row._meta.concrete_fields if c.name not in row.bookkeeping]
    return {
        c.name: str(getattr(row, c.name)) if c.is_relation else getattr(row, c.attname)
        for c in columns
    }
