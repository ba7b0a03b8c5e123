"""The test database is migrated by the owner and used by the serving role (INV-12)."""

import itertools

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase
from psycopg import sql

from henlius.database import configuration

copies = itertools.count(1)


def connect(role=None, database=None):
    """Open an autocommit psycopg connection as the owner, or as `role`, beside Django's."""
    owner = configuration(settings.DATABASE_OWNER_URL)
    return psycopg.connect(
        host=owner["HOST"] or None,
        port=owner["PORT"] or None,
        user=role or owner["USER"],
        password=owner["PASSWORD"] or None,
        dbname=database or connection.settings_dict["NAME"],
        autocommit=True,
    )


def as_owner(statement, params=()):
    """Run one statement as the owner of the tables, committed at once; return its rows."""
    with connect() as session:
        cursor = session.execute(statement, params)
        return cursor.fetchall() if cursor.description else []


def as_superuser(statement, params=()):
    """Run one statement as `postgres`, whom no trigger stops; return its rows."""
    with connect("postgres") as session:
        cursor = session.execute(statement, params)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture(scope="session")
def django_db_modify_db_settings():
    """Let the owner make and migrate the test database."""
    _become(settings.DATABASE_OWNER_URL)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """Hand the migrated test database to the serving role, and back before it is dropped."""
    as_owner("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC".format(connection.settings_dict["NAME"]))
    _become(settings.DATABASE_URL)
    yield
    _become(settings.DATABASE_OWNER_URL)


@pytest.fixture
def cloned(monkeypatch, transactional_db):
    """A copy of the test database for one test: real commits, nothing to clean up."""
    monkeypatch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: None)
    name = connection.settings_dict["NAME"]
    copy = f"{name}_{next(copies)}"
    connection.close()
    clone(name, copy)
    connection.settings_dict["NAME"] = copy
    yield copy
    connection.close()
    connection.settings_dict["NAME"] = name
    drop(copy)


def clone(name, copy):
    """Copy the database `name`, which nobody may be using, to `copy`."""
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY wal_log")
    with connect(database="postgres") as session:
        session.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(copy)))
        session.execute(statement.format(sql.Identifier(copy), sql.Identifier(name)))


def drop(name):
    """Drop the database `name` with the sessions that use it."""
    with connect(database="postgres") as session:
        session.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _become(url):
    role = configuration(url)
    connection.close()
    connection.settings_dict.update(USER=role["USER"], PASSWORD=role["PASSWORD"])
