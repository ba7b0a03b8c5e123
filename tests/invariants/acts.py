"""Acts on the register by hand, past `ledger.actions`: what the database alone must refuse."""

from django.db import connection

from ledger.models import ChangeSet, Citation
from tests import factories as make
from tests.conftest import as_owner


def begin():
    """Open a change set by hand, with its evidence; the transaction's end seals it."""
    change_set = ChangeSet.objects.create(kind="initial", actor=make.person())
    Citation.objects.create(change_set=change_set, source=make.source())
    return change_set


def opened(row, change_set, **fields):
    for name, value in {"opened_by": change_set, **fields}.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return row


def close(row, change_set):
    type(row).objects.filter(pk=row.pk).update(closed_by=change_set)


def seal():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def set_clock(moment):
    """Let the register's clock stand at `moment`, in a database that is not the test database."""
    as_owner(
        "CREATE OR REPLACE FUNCTION ledger_now() RETURNS timestamptz LANGUAGE sql"
        f" AS $$ SELECT '{moment}'::timestamptz $$"
    )
