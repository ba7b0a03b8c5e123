"""INV-12: the serving role owns nothing and cannot switch anything off."""

import pytest
from django.db import ProgrammingError, connection

FORBIDDEN = [
    "ALTER TABLE products_indicationversion DISABLE TRIGGER ledger_guard",
    "ALTER TABLE ledger_changeset DISABLE TRIGGER ALL",
    "ALTER TABLE products_indicationversion DROP CONSTRAINT products_indicationversion_no_overlap",
    "DROP TRIGGER ledger_guard ON products_indicationversion",
    "SET session_replication_role = replica",
    "SELECT set_config('session_replication_role', 'replica', false)",
    "SET ROLE henlius_owner",
    "SET ROLE postgres",
    "SET SESSION AUTHORIZATION henlius_owner",
    "CREATE TABLE mine (id int)",
    "CREATE TABLE pg_temp.ledger_changeset (seq bigint)",
    "CREATE TEMPORARY TABLE products_indicationversion (id int)",
    "CREATE SCHEMA mine",
    "DROP TABLE products_indicationversion",
    "ALTER TABLE ledger_changeset ADD COLUMN mine int",
    "ALTER TABLE ledger_changeset OWNER TO henlius_app",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION ledger_now() RETURNS timestamptz LANGUAGE sql AS 'SELECT now()'",
    "CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "ALTER FUNCTION ledger_guard_row() OWNER TO henlius_app",
    "DROP FUNCTION ledger_refuse() CASCADE",
    "SELECT ledger_unprotect('products_indicationversion')",
    "SELECT ledger_protect_append_only('auth_user', '{}')",
    "GRANT henlius_owner TO henlius_app",
    "CREATE ROLE mine",
    "CREATE RULE mine AS ON INSERT TO ledger_citation DO INSTEAD NOTHING",
    "INSERT INTO ledger_seal (change_set_id, hash, format) VALUES (99, '', 1)",
    "UPDATE ledger_seal SET hash = hash",
    "INSERT INTO ledger_recordedtable VALUES ('mine', 'id')",
    "DELETE FROM ledger_recordedtable",
    "INSERT INTO django_migrations (app, name, applied) VALUES ('ledger', '9999', now())",
    "DELETE FROM django_migrations",
    "COPY ledger_citation TO '/tmp/mine'",
    "COPY ledger_citation FROM PROGRAM 'true'",
    "SELECT pg_read_file('/etc/passwd')",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_application_is_refused(db, statement):
    with pytest.raises(ProgrammingError, match=r"permission denied|must be (owner|able)|cannot"):
        run(statement)


def test_the_application_owns_nothing(db):
    owned = run("SELECT oid FROM pg_class WHERE relowner = 'henlius_app'::regrole")
    roles = run(
        "SELECT rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls"
        " FROM pg_roles WHERE rolname = current_user"
    )
    groups = run("SELECT roleid FROM pg_auth_members WHERE member = 'henlius_app'::regrole")

    assert (owned, roles, groups) == ([], [(False,) * 5], [])


def test_every_function_that_acts_as_the_owner_has_a_fixed_path(db):
    """Or a schema of the caller's could put its own tables before ours."""
    loose = run(
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        " AND NOT 'search_path=public, pg_temp' = ANY (coalesce(proconfig, '{}'))"
    )

    assert loose == []


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []
