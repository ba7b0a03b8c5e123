"""Editing behind the register's back: as the superuser, with the triggers off."""

from contextlib import contextmanager
from io import StringIO

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from henlius.database import become
from tests.conftest import as_superuser


@contextmanager
def triggers_off():
    """Work as the superuser, whom no trigger stops, until everything is rolled back."""
    as_superuser("SELECT 1")
    become(settings.DATABASE_OWNER_URL)
    connection.settings_dict["USER"] = "postgres"
    try:
        with transaction.atomic():
            run("SET LOCAL session_replication_role = replica")
            yield
            transaction.set_rollback(True)
    finally:
        become(settings.DATABASE_URL)


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def verdict(*arguments):
    """Return what `verify_ledger` says, whether it is content or not."""
    out = StringIO()
    try:
        call_command("verify_ledger", *arguments, stdout=out)
    except CommandError as refusal:
        return str(refusal)
    return out.getvalue().strip()
