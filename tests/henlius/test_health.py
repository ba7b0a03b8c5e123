import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from henlius import health
from tests.conftest import as_owner


@pytest.fixture(autouse=True)
def forgetful():
    health._confirm_migrations.cache_clear()
    yield
    health._confirm_migrations.cache_clear()


def test_livez_asks_no_database(client):
    response = client.get("/livez")

    assert (response.status_code, response.content) == (200, b"alive\n")


def test_readyz_looks_for_migrations_once(client, db, django_assert_num_queries):
    response = client.get("/readyz")

    assert (response.status_code, response.content) == (200, b"ready\n")
    assert "no-store" in response["Cache-Control"]
    with django_assert_num_queries(1):
        client.get("/readyz")


def test_readyz_mentions_that_no_pdf_can_be_made(client, db, monkeypatch):
    monkeypatch.setattr(health, "hindrance", lambda: "WeasyPrint does not load: no Pango")

    response = client.get("/readyz")

    assert (response.status_code, response.content) == (
        200,
        b"ready, without PDF: WeasyPrint does not load: no Pango\n",
    )


def test_readyz_names_missing_migrations(client, cloned):
    as_owner("DELETE FROM django_migrations WHERE app = 'sessions'")

    response = client.get("/readyz")

    assert (response.status_code, response.content) == (503, b"migrations are not applied\n")
    assert ("sessions", "0001_initial") not in MigrationRecorder(connection).applied_migrations()


def test_readyz_survives_a_database_that_is_away(client, cloned, monkeypatch):
    connection.close()

    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "NAME", "away")
        response = client.get("/readyz")

    assert (response.status_code, response.content) == (503, b"the database does not answer\n")
    assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize("path", ("/livez", "/readyz"))
def test_health_is_read_only(client, path):
    assert client.post(path).status_code == 405
