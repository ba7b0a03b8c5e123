"""INV-7, INV-9, INV-10: the order of acts, their seals, and what an act must bring."""

import hashlib
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from ledger.models import ChangeSet, Citation, Seal
from tests import factories as make
from tests.invariants.acts import begin, opened, seal
from tests.invariants.world import LAST

NEXT = LAST + 1
LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "sent", ({"seq": 1}, {"seq": 77}, {"recorded_at": LONG_AGO}, {"txid": 1}, {})
)
def test_inv_7_the_database_counts_and_dates(wording, role, sent):
    """ADV-28: what a client sends is ignored."""
    with transaction.atomic():
        change_set = ChangeSet.objects.create(kind="initial", actor=make.person(), **sent)
        found = ChangeSet.objects.get(seq=NEXT)
        transaction.set_rollback(True)

    assert change_set.seq == NEXT
    assert found.recorded_at > wording.opened_by.recorded_at
    assert found.txid > wording.opened_by.txid


def test_inv_7_one_change_set_at_a_time(wording, role):
    with transaction.atomic():
        begin()
        with pytest.raises(IntegrityError, match=f"INV-9: change set {NEXT} is not sealed"):
            begin()
        transaction.set_rollback(True)


def test_inv_9_the_seal_chains_what_was_done(wording):
    ours, previous = _sealed(1)
    [(content,)] = _rows("SELECT ledger_content(1)")

    assert previous is None
    assert ours == hashlib.sha256(content.encode()).digest()
    assert wording.text in content

    with transaction.atomic():
        begin()
        seal()
        following, previous = _sealed(NEXT)
        [(content,)] = _rows(f"SELECT ledger_content({NEXT})")
        transaction.set_rollback(True)

    assert previous == _sealed(LAST)[0]
    assert following == hashlib.sha256(previous + content.encode()).digest()


@pytest.mark.parametrize("when", ("in the same transaction", "later"))
def test_inv_9_nothing_is_added_to_a_sealed_change_set(wording, role, when):
    row = make.indication_version(make.indication(slot=3), "late")
    with transaction.atomic():
        change_set = wording.opened_by
        if when == "in the same transaction":
            change_set = begin()
            seal()
        for add in (
            lambda: opened(row, change_set),
            lambda: Citation.objects.create(change_set=change_set, source=make.source()),
            lambda: type(wording).objects.filter(pk=wording.pk).update(closed_by=change_set),
        ):
            with pytest.raises(IntegrityError, match=r"INV-5|INV-9"), transaction.atomic():
                add()
        transaction.set_rollback(True)


def test_inv_9_no_seal_is_forged(wording, refused):
    with refused("duplicate|foreign key"):
        _rows("INSERT INTO ledger_seal (change_set_id, hash, format) VALUES (99, '', 1)")


@pytest.mark.parametrize("stance", (None, "contradicts"))
def test_inv_10_rows_need_evidence(wording, role, stance):
    with pytest.raises(IntegrityError, match="opens rows without evidence"), transaction.atomic():
        act(stance, opens=make.company_figure())


@pytest.mark.parametrize(
    ("stance", "entry_error"),
    ((None, None), (None, ""), (None, "  "), ("contradicts", None)),
)
def test_inv_10_a_correction_names_a_document_or_the_entry_error(
    wording, role, stance, entry_error
):
    with pytest.raises(IntegrityError, match="INV-10: a correction names"), transaction.atomic():
        act(stance, kind="correction", reason="It was wrong before", entry_error=entry_error)


def test_inv_10_a_correction_may_rest_on_the_entry_error_alone(wording):
    with transaction.atomic():
        act(None, kind="correction", reason="It was wrong before", entry_error="olb")
        seal()
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "kind", ("amendment", "late-entry", "correction", "retraction", "withdrawal")
)
@pytest.mark.parametrize("reason", ("", "too short", " " * 30))
def test_inv_10_every_later_act_has_a_reason(wording, role, kind, reason):
    with pytest.raises(IntegrityError, match="ledger_changeset_reason"), transaction.atomic():
        ChangeSet.objects.create(kind=kind, actor=make.person(), reason=reason)


def test_an_act_is_of_a_known_kind(wording, role):
    with pytest.raises(IntegrityError, match="kind_known"), transaction.atomic():
        ChangeSet.objects.create(kind="edit", actor=make.person(), reason="Just this once, please")


def test_an_act_is_approved_by_somebody_else(wording, role):
    with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
        ChangeSet.objects.create(kind="initial", actor=make.person(), approver=make.person())


def act(stance, *, opens=None, **fields):
    change_set = ChangeSet.objects.create(**{"kind": "initial", "actor": make.person()} | fields)
    if stance:
        Citation.objects.create(change_set=change_set, source=make.source(), stance=stance)
    if opens:
        opened(opens, change_set)


def _sealed(seq):
    found = Seal.objects.get(change_set=seq)
    return bytes(found.hash), found.previous_hash and bytes(found.previous_hash)


def _rows(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []
