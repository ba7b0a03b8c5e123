"""The roles, their table in the documentation, and the groups that an older database has."""

from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group

from henlius.roles import DUTIES, ROLES, grant_roles, permissions_of, rename_roles, restore_names
from ledger.people import RECORDING, is_administrator, may_record
from tests import factories as make
from tests.staff import member

PAGE = Path(__file__).resolve().parents[2] / "docs" / "roles.md"


def test_the_documentation_shows_exactly_the_roles():
    rows = [
        line.strip("| ").split("|") for line in PAGE.read_text().splitlines() if line[:1] == "|"
    ]
    (_what, *roles), _rule, *duties = [[cell.strip() for cell in row] for row in rows]

    assert roles == list(ROLES)
    assert duties == [
        [duty.words, *("yes" if duty in ROLES[role] else "–" for role in roles)] for duty in DUTIES
    ]


def test_every_duty_is_somebodys():
    assert {duty for held in ROLES.values() for duty in held} == set(DUTIES)


@pytest.mark.parametrize("role", ("auditors", "administrators"))
def test_auditors_and_administrators_neither_sign_nor_record_nor_preview(role):
    barred = ("sign_", "record_", "preview_", "publish_", "decide_", "release", "comment_")

    assert not [p for p in permissions_of(role) if p.split(".")[1].startswith(barred)]


def test_auditors_change_nothing():
    assert {p.split(".")[1].split("_")[0] for p in permissions_of("auditors")} == {"view"}


@pytest.mark.parametrize("role", (*ROLES, "root", ""))
def test_only_regulatory_affairs_records(db, role):
    assert is_administrator(member(role)) is (role in ("administrators", "root"))
    assert may_record(member(role)) is (role == "regulatory-reviewers")


def test_an_administrator_of_two_groups_records_nothing(db):
    user = member("regulatory-reviewers")
    user.groups.add(Group.objects.get(name="administrators"))

    assert user.has_perm(RECORDING)
    assert not may_record(user)


def test_renamed_groups_keep_their_members(db):
    restore_names(apps, None)
    user = make.person()
    user.groups.add(Group.objects.get(name="regulatory"))

    rename_roles(apps, None)
    grant_roles(apps, None)

    assert [group.name for group in user.groups.all()] == ["regulatory-reviewers"]
    assert user.has_perm(RECORDING)
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)
