"""How one act becomes one change set: written, checked, sealed, or refused as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from ledger import checks
from ledger.enums import ChangeKind, Stance
from ledger.errors import (
    DisclosureOrderError,
    DisclosurePastError,
    LedgerError,
    MendHiddenError,
    MissingEvidenceError,
    OverlapError,
    ReasonTooShortError,
    SamePersonError,
    ShownHiddenError,
    StaleBaseError,
    UnknownCodeError,
)
from ledger.models import ChangeSet, Citation, Disclosure, Recorded, SourceDocument
from ledger.people import require_no_administrator
from ledger.watches import watched

REASON_LENGTH = 10
UNREASONED = {ChangeKind.INITIAL, ChangeKind.IMPORT}
MENDING = {ChangeKind.CORRECTION, ChangeKind.RETRACTION}
REFUSALS = {
    "ledger_changeset_four_eyes": SamePersonError,
    "ledger_disclosure_mend": MendHiddenError,
    "ledger_disclosure_order": DisclosureOrderError,
    "ledger_disclosure_past": DisclosurePastError,
    "ledger_shown_while_hidden": ShownHiddenError,
}


@dataclass(frozen=True)
class Evidence:
    """A source, the place in it, whether it supports or contradicts, and why it is believed or not."""

    source: SourceDocument
    locator: str = ""
    stance: str = Stance.SUPPORTS
    note: str | None = None


@dataclass(frozen=True)
class Disclose:
    """When a change becomes public: at once (`now`), at an aware instant, or not yet (neither)."""

    at: datetime | None = None
    now: bool = False
    reference: str = ""


NOW = Disclose(now=True)
NOT_YET = Disclose()


@dataclass
class Change:
    """What one act opens and closes, as the commit checks see it."""

    change_set: ChangeSet
    opened: list[Recorded] = field(default_factory=list)
    closed: list[Recorded] = field(default_factory=list)


@transaction.atomic
def commit(
    *,
    kind: str,
    by,
    evidence: Sequence[Evidence],
    disclose: Disclose,
    opens: Sequence[Recorded] = (),
    closes: Sequence[Recorded] = (),
    reason: str = "",
    entry_error: str | None = None,
    approver=None,
) -> ChangeSet:
    """Write one change set: close `closes`, insert `opens` in their order, run the checks, seal.

    Rows of `opens` are unsaved; a row may point to one before it. A change is never public
    before what it closes, and what mends a row that is not public yet becomes public in the same
    instant as that row (INV-13). The deferred constraints fire inside this call. Raises a
    `LedgerError` that says what to do; nothing is written then.
    Side effects: holds the ledger's advisory lock until the outermost transaction ends.
    """
    require_no_administrator(by, approver)
    _require(kind, reason, evidence, opens)
    _require_explained(entry_error)
    _require_known_codes(opens)
    try:
        with transaction.atomic():
            hold()
            with watched():
                change_set = ChangeSet.objects.create(
                    kind=kind, actor=by, approver=approver, reason=reason, entry_error=entry_error
                )
                _cite(change_set, evidence)
                change = Change(change_set, list(opens), list(closes))
                _write(change)
                _disclose(change, disclose)
                checks.run(change)
            fire_deferred()
    except (IntegrityError, DataError) as error:
        raise explained(error) from error
    return change_set


def hold():
    """Let nobody else commit a change or move a disclosure until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(4711)")  # the lock of ledger_begin()


def _require(kind, reason, evidence, opens):
    if kind not in UNREASONED and len(reason.strip()) < REASON_LENGTH:
        raise ReasonTooShortError(field="reason")
    if opens and not any(item.stance == Stance.SUPPORTS for item in evidence):
        raise MissingEvidenceError(field="source")


def _require_explained(entry_error):
    if entry_error and len(entry_error.strip()) < REASON_LENGTH:
        raise ReasonTooShortError(field="entry_error")


def _require_known_codes(rows):
    """No table checks its vocabularies, and what is recorded stays."""
    for row in rows:
        for field_ in (f for f in row._meta.concrete_fields if f.choices):
            value = getattr(row, field_.attname)
            known = {code for code, _label in field_.flatchoices}
            if value not in known and not (field_.blank and value in field_.empty_values):
                message = UnknownCodeError.message % {"value": value, "field": field_.verbose_name}
                raise UnknownCodeError(message, field=field_.name)


def _cite(change_set, evidence):
    Citation.objects.bulk_create(
        Citation(
            change_set=change_set,
            source=item.source,
            locator=item.locator,
            stance=item.stance,
            note=item.note,
        )
        for item in evidence
    )


def _write(change):
    for row in change.closed:
        open_rows = type(row)._base_manager.filter(pk=row.pk, closed_by=None)
        if not open_rows.update(closed_by=change.change_set):
            raise StaleBaseError
    for row in change.opened:
        row.opened_by = change.change_set
        row.save(force_insert=True)


def _disclose(change, disclose):
    change_set = change.change_set
    at = change_set.recorded_at if disclose.now else disclose.at
    at, reference = _taken_over(change, at, disclose.reference)
    Disclosure.objects.create(change_set=change_set, at=at, reference=reference)


def _taken_over(change, at, reference):
    """Return when and with what a change becomes public, given when that was asked for.

    It waits for what it closes. A mend of what is still hidden comes out with it, no later: a
    wording known to be wrong never appears.
    """
    openers = Disclosure.objects.filter(change_set__in={row.opened_by_id for row in change.closed})
    latest = openers.order_by(F("at").desc(nulls_first=True)).first()
    if latest is None or (latest.at and latest.at <= change.change_set.recorded_at):
        return at, reference
    is_mend = change.change_set.kind in MENDING
    if latest.at is None or is_mend or (at and at < latest.at):
        return latest.at, latest.reference
    return at, reference


def fire_deferred():
    """Let the deferred constraints of this transaction speak now, seals among them."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def explained(error):
    """Return the `LedgerError` that says in words what the database refused."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
    if name.endswith("_no_overlap"):
        return OverlapError(field="start")
    if refusal := REFUSALS.get(name):
        return refusal()
    detail = str(error).splitlines()[0]
    return LedgerError(_("The register refused this change: %(detail)s") % {"detail": detail})
