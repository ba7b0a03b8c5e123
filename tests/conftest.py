"""The test database is migrated by the owner and used by the serving role (INV-12)."""

import itertools
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation
from psycopg import sql
from xdist.scheduler import LoadScopeScheduling

from henlius.database import become, connect, unreachable
from tests.migrated import migrated

FOLDER = Path(__file__).parent
TOGETHER = ("demo", "journeys")
copies = itertools.count(1)


def as_owner(statement, params=()):
    """Run one statement as the owner of the tables, committed at once; return its rows."""
    return _rows(statement, params)


def as_superuser(statement, params=()):
    """Run one statement as `postgres`, whom no trigger stops; return its rows.

    Skips the test on a foreign server that lets nobody in as `postgres`.
    """
    try:
        return _rows(statement, params, user="postgres")
    except psycopg.OperationalError:
        pytest.skip("this server does not let the tests in as postgres")


def _rows(statement, params=(), **changes):
    """Work beside Django's connection, in the database that it has open."""
    changes.setdefault("dbname", connection.settings_dict["NAME"])
    with connect(settings.DATABASE_OWNER_URL, **changes) as session:
        cursor = session.execute(statement, params)
        return cursor.fetchall() if cursor.description else []


class Sharing(LoadScopeScheduling):
    """Of several processes, one takes each module, and each folder of `TOGETHER`, as a whole.

    Marks of `xdist_group` would be lost: pytest 9 keeps a test's id where xdist 3.8 cannot add to it.
    """

    def _split_scope(self, nodeid):
        module = nodeid.partition("::")[0]
        folder = Path(module).parts[1]
        return folder if folder in TOGETHER else module


def pytest_xdist_make_scheduler(config, log):
    """Keep those together that share a world which is slow to make, in the order of collection."""
    config.option.loadscopereorder = False
    return Sharing(config, log)


def pytest_collection_modifyitems(items):
    """Begin with what takes longest, for the sake of several processes."""
    items.sort(key=lambda item: _folder(item) not in TOGETHER)


def _folder(item):
    return item.path.relative_to(FOLDER).parts[0]


@pytest.fixture(autouse=True)
def own_language():
    """A request leaves its language active in the thread: no test begins in that of another."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def migrated_database(django_db_blocker):
    """The name of a migrated database without rows, to be copied; as the owner of the tables."""
    become(settings.DATABASE_OWNER_URL)
    if reason := unreachable(settings.DATABASE_OWNER_URL):
        pytest.exit(reason, returncode=1)
    with (
        django_db_blocker.unblock(),
        connect(settings.DATABASE_OWNER_URL, dbname="postgres") as server,
    ):
        return migrated(server)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, migrated_database):
    """Let the owner make the test database, one for each process, as a copy of the migrated one."""
    connection.settings_dict["TEST"]["TEMPLATE"] = migrated_database


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """Hand the migrated test database to the serving role, and back before it is dropped."""
    name = sql.Identifier(connection.settings_dict["NAME"])
    as_owner(sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(name))
    become(settings.DATABASE_URL)
    yield
    become(settings.DATABASE_OWNER_URL)


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


@pytest.fixture
def shared(monkeypatch, transactional_db):
    """Real commits in whatever database the module has taken, and nothing cleared away after."""
    monkeypatch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: None)


@pytest.fixture(scope="module")
def own_database(django_db_setup, django_db_blocker):
    """A copy of the test database for the tests of one module that are `shared`."""
    name = connection.settings_dict["NAME"]
    copy = f"{name}_shared"
    with django_db_blocker.unblock():
        connection.close()
        clone(name, copy)
        connection.settings_dict["NAME"] = copy
        yield
        connection.close()
        connection.settings_dict["NAME"] = name
        drop(copy)


def clone(name, copy):
    """Copy the database `name`, which nobody may be using, to `copy`."""
    drop(copy)
    _maintain("CREATE DATABASE {} TEMPLATE {} STRATEGY wal_log", copy, name)


def drop(name):
    """Drop the database `name`, if there is one; the owner may not end others' sessions."""
    _maintain("DROP DATABASE IF EXISTS {}", name)


def _maintain(statement, *names):
    _rows(sql.SQL(statement).format(*map(sql.Identifier, names)), dbname="postgres")
