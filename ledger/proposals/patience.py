"""Waiting for the ledger, but not for long: a page is asked for by a person."""

from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from psycopg.errors import LockNotAvailable

from ledger.committing import hold
from ledger.errors import BusyError

PATIENCE = "5s"


@contextmanager
def patient():
    """Work in a savepoint in which no lock is waited for longer than `PATIENCE`.

    Raises `BusyError` when another transaction keeps one. The bound goes with the savepoint when
    that is rolled back, else it stays until the transaction ends.
    """
    try:
        with transaction.atomic():
            _wait(f"'{PATIENCE}'")
            yield
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise BusyError from error
        raise


def hold_soon():
    """Hold the ledger as `hold` does; raises `BusyError` when somebody keeps it long."""
    with patient():
        hold()
        _wait("DEFAULT")


def _wait(bound):
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout TO {bound}")
