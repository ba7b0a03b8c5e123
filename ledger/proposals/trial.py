"""What an act would do: it is done, looked at, and rolled back."""

import json
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from ledger.admin.history import HistoryRow, disclosed, history_rows, with_history
from ledger.effects import Touched, touched
from ledger.errors import BusyError
from ledger.models import ChangeSet, Citation, Recorded
from ledger.proposals.novelty import columns_of, noting_new
from ledger.proposals.patience import patient
from ledger.touching import tables_touched


@dataclass(frozen=True)
class Trial:
    """What an act would do, in words; `base`, `effect` and `digest` are those of `Proposal`.

    `seq` is the ledger position before it.
    """

    kind: str
    seq: int
    opened: list[HistoryRow]
    closed: list[HistoryRow]
    citations: list[Citation]
    touched: list[Touched]
    disclosed: str
    base: list[list]
    effect: str
    digest: str


@dataclass(frozen=True)
class Written:
    """A change set with its disclosure, what it cites, and the rows that it opened and closed.

    The rows are in a fixed order, ready for `history_rows`; `made` is what the act made anew, as
    `noting_new()` gives it.
    """

    change_set: ChangeSet
    citations: list[Citation]
    opened: list[Recorded]
    closed: list[Recorded]
    made: set

    @property
    def base(self):
        return [[row._meta.db_table, row.pk] for row in self.closed]

    @property
    def effect(self):
        """SHA-256 of the rows alone, the same each time that the act is tried."""
        opened = [[row._meta.db_table, columns_of(row, self.made)] for row in self.opened]
        return _hashed([opened, self.base])

    @property
    def digest(self):
        """SHA-256 of all that the change says: the rows, why, on what evidence, public when."""
        found = self.change_set
        why = [found.kind, found.reason, found.entry_error]
        cited = [[c.source_id, c.stance, c.locator, c.note] for c in self.citations]
        return _hashed([self.effect, why, cited, _moment(found)])


@transaction.atomic
def tried(form, by):
    """Perform the act of a valid `form` as `by`, and undo it; None when the register refuses.

    What the register says against it is on the form then, also that somebody else keeps it.
    Writes nothing in the end, forgets what was to be done on commit, and holds the ledger's lock
    only meanwhile. 3 queries, and 2 or 3 for each table, beside those of the act.
    """
    try:
        with patient(), noting_new() as made:
            change_set = form.save(by)
            trial = _trial(written_by(change_set, made)) if change_set else None
            transaction.set_rollback(True)
    except BusyError as error:
        form.add_ledger_error(error)
        return None
    return trial


def written_by(change_set, made):
    """Return the `Written` of a change set of this transaction, in which `made` was new.

    3 queries, and 2 or 3 for each table.
    """
    opened, closed = [], []
    for model in tables_touched(change_set):
        mine = Q(opened_by=change_set) | Q(closed_by=change_set)
        rows = list(with_history(model.objects.filter(mine)).order_by("pk"))
        opened += [row for row in rows if row.opened_by_id == change_set.pk]
        closed += [row for row in rows if row.closed_by_id == change_set.pk]
    cited = Citation.objects.filter(change_set=change_set).select_related("source").order_by("pk")
    change_set = ChangeSet.objects.select_related("disclosure").get(pk=change_set.pk)
    return Written(change_set, list(cited), opened, closed, made)


def _trial(found):
    change_set = found.change_set
    return Trial(
        kind=change_set.get_kind_display(),
        seq=change_set.seq - 1,
        opened=history_rows(found.opened, may_act=False),
        closed=history_rows(found.closed, may_act=False),
        citations=found.citations,
        touched=touched(change_set, found.opened, found.closed),
        disclosed=_disclosed(change_set),
        base=found.base,
        effect=found.effect,
        digest=found.digest,
    )


def _disclosed(change_set):
    if _is_public_at_once(change_set):
        return gettext("public from the moment of the signature")
    return disclosed(change_set)


def _moment(change_set):
    """Return when and with what a change set becomes public, without the clock of the act itself."""
    found = change_set.disclosure
    return ["now" if _is_public_at_once(change_set) else found.at, found.reference]


def _is_public_at_once(change_set):
    return change_set.disclosure.at == change_set.recorded_at


def _hashed(said):
    text = json.dumps(said, default=str, ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()
