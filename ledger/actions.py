"""The only door to the register: one call is one act, one change set, one transaction (BT-4)."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from ledger.committing import (
    MENDING,
    NOT_YET,
    NOW,
    Change,
    Disclose,
    Evidence,
    commit,
    explained,
    fire_deferred,
    hold,
)
from ledger.dates import ImpreciseDate
from ledger.dependents import followers, parts
from ledger.enums import ChangeKind
from ledger.errors import EndsBeforeError
from ledger.models import ChangeSet, Citation, Disclosure, Recorded, Version, period
from ledger.people import require_no_administrator
from ledger.undisclosing import undisclose
from ledger.watches import watched

__all__ = [
    "MENDING",
    "NOT_YET",
    "NOW",
    "Change",
    "Disclose",
    "Evidence",
    "amend",
    "commit",
    "correct",
    "disclose",
    "end",
    "evidence_of",
    "explained",
    "fire_deferred",
    "hold",
    "record",
    "retract",
    "undisclose",
]


def record(rows, *, by, evidence, disclose, kind=ChangeKind.INITIAL, reason="", approver=None):
    """Record facts that the register did not hold; see `commit`. A late entry is `kind` late-entry."""
    return commit(
        kind=kind,
        by=by,
        evidence=evidence,
        disclose=disclose,
        opens=rows,
        reason=reason,
        approver=approver,
    )


def amend(
    version: Version,
    *,
    start: ImpreciseDate,
    changes: dict,
    by,
    reason,
    evidence,
    disclose,
    opens=(),
    closes=(),
    approver=None,
):
    """The world changed: `version` ends at `start`, and a copy with `changes` holds from then on.

    Keeps the old wording's own start. `opens` and `closes` are other rows of the same act, the
    event that made the change say. A second act of the very day on which `version` starts
    leaves nothing of it: a day has one wording, that of its last act (BT-5). Raises
    `NoCertainDayError` when nothing certain would be left of the old period, `StaleBaseError` if
    the row was closed meanwhile.
    """
    before = (
        [] if _same_day(version.start, start) else [version.copied(**period(version.start, start))]
    )
    after = version.copied(**period(start, version.end), **changes)
    return commit(
        kind=ChangeKind.AMENDMENT,
        by=by,
        evidence=evidence,
        disclose=disclose,
        closes=[version, *closes],
        opens=[*before, after, *opens],
        reason=reason,
        approver=approver,
    )


def correct(
    row: Recorded,
    *,
    changes: dict,
    by,
    reason,
    evidence=(),
    entry_error=None,
    disclose=NOW,
    approver=None,
):
    """We had it wrong: `row` is closed and its copy with `changes` holds for the same period.

    `changes` may carry the columns of `period()` when the dates themselves were wrong. Without
    new `evidence` an `entry_error` says what was typed wrong, and the row's own sources carry
    over. Rows that point to `row` follow it. Public at once unless `disclose` delays it.
    """
    if not evidence and entry_error:
        evidence = evidence_of(row)
    mended = row.copied(**changes)
    left, following = followers(row, mended)
    return commit(
        kind=ChangeKind.CORRECTION,
        by=by,
        evidence=evidence,
        disclose=disclose,
        closes=[row, *left],
        opens=[mended, *following],
        reason=reason,
        entry_error=entry_error,
        approver=approver,
    )


def retract(rows: Sequence[Recorded], *, by, reason, evidence=(), disclose=NOW, approver=None):
    """The recorded facts never existed: `rows` and their parts are closed, nothing replaces them.

    Raises `StillNamedError` when another row, an event of a procedure say, still names one.
    """
    return commit(
        kind=ChangeKind.RETRACTION,
        by=by,
        evidence=evidence,
        disclose=disclose,
        closes=[*rows, *parts(rows)],
        reason=reason,
        approver=approver,
    )


def end(
    versions: Sequence[Version],
    *,
    end: ImpreciseDate,
    by,
    reason,
    evidence,
    disclose,
    opens=(),
    closes=(),
    approver=None,
):
    """Withdraw: each of `versions` ends at `end`; `opens` are rows that begin there, a status say.

    `closes` are other rows of the same act, which `opens` carry on.
    Raises `EndsBeforeError` for a version that has ended by then.
    """
    if any(version.end and version.end.earliest <= end.earliest for version in versions):
        raise EndsBeforeError(field="end")
    ended = [version.copied(**period(version.start, end)) for version in versions]
    return commit(
        kind=ChangeKind.WITHDRAWAL,
        by=by,
        evidence=evidence,
        disclose=disclose,
        closes=[*versions, *closes],
        opens=[*ended, *opens],
        reason=reason,
        approver=approver,
    )


def _same_day(one, other):
    return one.earliest == one.latest == other.earliest == other.latest


@transaction.atomic
def disclose(change_set: ChangeSet, wish: Disclose, *, by) -> Disclosure:
    """Make a change set public that is not public yet: at once or at the moment of `wish`.

    What corrects or retracts it meanwhile comes out with it. Raises a `LedgerError` when its
    moment is fixed already, when something that it builds on would stay hidden (INV-13), or when
    `by` is an administrator. Side effects: holds the ledger's lock, as `commit()` does.
    """
    require_no_administrator(by)
    together = ChangeSet.objects.with_mends([change_set.seq])
    moved = Disclosure.objects.filter(change_set__in=together)
    try:
        with transaction.atomic():
            hold()
            with watched():
                moved.update(at=Now() if wish.now else wish.at, reference=wish.reference)
            fire_deferred()
    except IntegrityError as error:
        raise explained(error) from error
    return Disclosure.objects.get(change_set=change_set)


def evidence_of(row: Recorded) -> list[Evidence]:
    """Return what the change set that opened `row` cites: 1 query."""
    citations = Citation.objects.filter(change_set=row.opened_by_id).select_related("source")
    return [Evidence(c.source, c.locator, c.stance, c.note) for c in citations]
