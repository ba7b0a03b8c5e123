"""INV-5, INV-6: no row of the register is changed or removed, by whoever tries."""

import pytest
from django.apps import apps
from django.db import connection

from ledger.models import Recorded, Version
from tests.invariants.world import APPEND_ONLY
from tests.ledger.rows import recorded_models

RECORDED = {model._meta.db_table: model for model in recorded_models()}
PROTECTED = sorted([*RECORDED, *APPEND_ONLY])
MOVABLE = {"ledger_disclosure", "newsroom_publication"}  # their moments have tests of their own


def test_every_recorded_model_is_registered(wording):
    identities = {
        table: model.identity + "_id" if issubclass(model, Version) else "id"
        for table, model in RECORDED.items()
    }

    assert dict(rows("SELECT name, identity FROM ledger_recordedtable")) == identities


def test_every_version_names_its_identity():
    for model in recorded_models(Version):
        assert model._meta.get_field(model.identity).is_relation


def test_append_only_identities_are_sealed_with_their_versions(wording):
    expected = {
        (model._meta.db_table, model._meta.get_field(model.identity).related_model._meta.db_table)
        for model in recorded_models(Version)
    }
    expected = {(table, identity) for table, identity in expected if identity in APPEND_ONLY}

    found = rows("SELECT name, identity_table FROM ledger_recordedtable WHERE identity_table > ''")

    assert set(found) == expected


def test_no_other_table_is_half_protected(wording):
    found = rows("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'ledger_no_delete'")

    assert sorted(name for (name,) in found) == PROTECTED


@pytest.mark.parametrize("table", PROTECTED)
def test_the_triggers_stand(wording, table):
    updatable = table in RECORDED or APPEND_ONLY[table]
    found = dict(
        rows(
            "SELECT tgname, tgenabled FROM pg_trigger WHERE tgrelid = %s::regclass"
            " AND tgname IN ('ledger_guard', 'newsroom_guard', 'ledger_no_delete',"
            " 'ledger_no_truncate', 'ledger_no_update')",
            table,
        )
    )

    assert set(found.values()) == {"O"}
    assert {"ledger_no_delete", "ledger_no_truncate"} <= set(found)
    guards = {"ledger_guard", "newsroom_guard"} if updatable else {"ledger_no_update"}
    assert guards & set(found)


@pytest.mark.parametrize("table", PROTECTED)
def test_the_application_may_insert_and_close_only(wording, table):
    [(may_read, may_add, may_change, may_remove, may_empty)] = rows(
        """SELECT has_table_privilege('henlius_app', t, 'SELECT'),
                  has_table_privilege('henlius_app', t, 'INSERT'),
                  has_table_privilege('henlius_app', t, 'UPDATE'),
                  has_table_privilege('henlius_app', t, 'DELETE'),
                  has_table_privilege('henlius_app', t, 'TRUNCATE') FROM (SELECT %s) x(t)""",
        table,
    )
    columns = rows(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
        " AND has_column_privilege('henlius_app', attrelid, attnum, 'UPDATE') ORDER BY attname",
        table,
    )

    assert (may_read, may_change, may_remove, may_empty) == (True, False, False, False)
    assert may_add == (table != "ledger_seal")
    expected = ["closed_by_id"] if table in RECORDED else APPEND_ONLY[table]
    assert [name for (name,) in columns] == expected


@pytest.mark.parametrize("table", PROTECTED)
def test_a_row_is_never_deleted(refused, table):
    assert rows(f"TABLE {table}")

    with refused("INV-6"):
        rows(f"DELETE FROM {table}")  # noqa: S608  the names are our own


@pytest.mark.parametrize("table", PROTECTED)
def test_a_table_is_never_emptied(refused, table):
    with refused("INV-6"):
        rows(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("table", sorted(set(PROTECTED) - MOVABLE))
def test_a_fact_is_never_rewritten(refused, table):
    column = _first_fact(table)

    with refused("INV-5|INV-6|INV-11|only confirmed"):
        rows(f"UPDATE {table} SET {column} = {column}")  # noqa: S608  the names are our own


def test_every_app_with_recorded_models_is_walked():
    models = [m for m in apps.get_models() if issubclass(m, Recorded)]

    assert sorted(m._meta.db_table for m in models) == sorted(RECORDED)


def rows(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params or None)
        return cursor.fetchall() if cursor.description else []


def _first_fact(table):
    model = next(m for m in apps.get_models() if m._meta.db_table == table)
    may_change = {"closed_by_id", *APPEND_ONLY.get(table, [])}
    columns = [f.column for f in model._meta.concrete_fields if not f.primary_key]
    return next(c for c in columns if c not in may_change)
