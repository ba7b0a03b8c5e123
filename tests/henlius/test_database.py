from django.db import connection

from tests.conftest import as_owner


def test_the_serving_role_serves(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")

        assert cursor.fetchone() == ("henlius_app",)


def test_cloned_commits_really(cloned):
    as_owner("INSERT INTO auth_group (name) VALUES ('x')")

    assert [(cloned,)] == as_owner("SELECT current_database()")
    assert as_owner("SELECT name FROM auth_group WHERE name = 'x'") == [("x",)]
