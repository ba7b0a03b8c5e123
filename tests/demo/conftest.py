import pytest
from django.db import connection
from django.test import TransactionTestCase

from henlius.demo.load import load
from tests.conftest import clone, drop


@pytest.fixture(scope="package")
def loaded(django_db_setup, django_db_blocker):
    """The demo, loaded once into a copy of the test database: its name and the loader's report."""
    empty = connection.settings_dict["NAME"]
    copy = f"{empty}_demo"
    with django_db_blocker.unblock():
        connection.close()
        clone(empty, copy)
        connection.settings_dict["NAME"] = copy
        report = load()
        connection.close()
    connection.settings_dict["NAME"] = empty
    yield copy, report
    drop(copy)


@pytest.fixture
def demo(loaded, monkeypatch, transactional_db):
    """Let a test read the loaded demo; return the loader's report."""
    monkeypatch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: None)
    empty, (name, report) = connection.settings_dict["NAME"], loaded
    connection.close()
    connection.settings_dict["NAME"] = name
    yield report
    connection.close()
    connection.settings_dict["NAME"] = empty
