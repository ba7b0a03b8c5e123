import json

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User

from henlius.accounts import create_demo_accounts, demo_passwords, lacks_accounts


@pytest.fixture
def data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


def test_demo_accounts_have_a_role_each(db, data_folder):
    passwords = create_demo_accounts()

    users = User.objects.filter(is_staff=True).order_by("username")
    assert [(user.username, *user.groups.values_list("name", flat=True)) for user in users] == [
        ("administrator", "administrators"),
        ("auditor", "auditors"),
        ("communications-editor", "editors"),
        ("communications-reviewer", "communications-reviewers"),
        ("publisher", "publishers"),
        ("regulatory-1", "regulatory-reviewers"),
        ("regulatory-2", "regulatory-reviewers"),
        ("translator", "translators"),
    ]
    assert [user.email for user in users] == [f"{user.username}@example.com" for user in users]
    assert not users.filter(is_superuser=True).exists()
    assert all(authenticate(username=name, password=word) for name, word in passwords.items())


def test_demo_passwords_are_kept_and_private(db, data_folder):
    assert demo_passwords() == {}
    first = create_demo_accounts()

    assert create_demo_accounts() == first == demo_passwords()
    assert len(set(first.values())) == 8
    assert (data_folder / "demo-accounts.json").stat().st_mode & 0o777 == 0o600


def test_folder_of_an_earlier_version_gets_the_accounts_that_came_later(db, data_folder):
    assert not lacks_accounts()
    kept = {"publisher": "made-up-password"}
    (data_folder / "demo-accounts.json").write_text(json.dumps(kept))

    assert lacks_accounts()
    passwords = create_demo_accounts()

    assert passwords["publisher"] == "made-up-password"
    assert len(passwords) == 8
    assert not lacks_accounts()
