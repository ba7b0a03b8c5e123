"""Accounts are managed by administrators, who make nobody mightier than a role does."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from tests.henlius.test_admin_lists import queries
from tests.staff import member, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return signed_in("administrators")


def page(user, name="change"):
    return reverse(f"admin:auth_user_{name}", args=[user.pk])


def typed(user, **changes):
    fields = {"username": user.username, "is_active": "on", "is_staff": "on"}
    dates = {"date_joined_0": "2026-01-01", "date_joined_1": "10:00:00"}
    return fields | dates | changes


def test_administrators_put_people_into_roles(client):
    user = member("")
    group = Group.objects.get(name="translators")

    client.post(page(user), typed(user, groups=[group.pk]))

    assert list(user.groups.all()) == [group]


def test_administrators_make_no_superusers(client):
    user = member("")
    permission = Group.objects.get(name="publishers").permissions.first()

    client.post(page(user), typed(user, is_superuser="on", user_permissions=[permission.pk]))

    user.refresh_from_db()
    assert (user.is_superuser, list(user.user_permissions.all())) == (False, [])


@pytest.mark.parametrize("role", ("administrators", "root"))
def test_nobody_changes_their_own_role(role):
    """Who left the role of an administrator could sign what they changed."""
    user = member(role)
    groups = list(user.groups.all())
    other = Group.objects.get(name="regulatory-reviewers")

    signed_in(role).post(page(user), typed(user, groups=[other.pk]))

    user = User.objects.get(pk=user.pk)
    assert (list(user.groups.all()), user.is_superuser) == (groups, role == "root")


@pytest.mark.parametrize("role", ("administrators", "root"))
def test_roles_stay_what_the_migrations_made_them(role):
    group = Group.objects.get(name="administrators")
    held = set(group.permissions.all())
    address = reverse("admin:auth_group_change", args=[group.pk])

    signed_in(role).post(address, {"name": "renamed", "permissions": []})

    group.refresh_from_db()
    assert (group.name, set(group.permissions.all())) == ("administrators", held)


def test_groups_beside_the_roles_are_made(client):
    client.post(reverse("admin:auth_group_add"), {"name": "made up", "permissions": []})

    assert Group.objects.filter(name="made up").exists()


@pytest.mark.parametrize("name", ("change", "password_change"))
def test_administrators_leave_superusers_alone(client, name):
    root = member("root")
    address = page(root, "change") if name == "change" else f"/admin/auth/user/{root.pk}/password/"

    response = client.post(address, typed(root, first_name="Mine", password1="x", password2="x"))

    root.refresh_from_db()
    assert (response.status_code, root.first_name) == (403, "")


@pytest.mark.parametrize("role", ("administrators", "root"))
def test_accounts_are_closed_never_removed(role):
    user = member("")
    client = signed_in(role)

    assert client.post(page(user, "delete"), {"post": "yes"}).status_code == 403
    client.post(page(user), {k: v for k, v in typed(user).items() if k != "is_active"})

    assert [u.is_active for u in User.objects.filter(pk=user.pk)] == [False]


def test_auditors_read_accounts_and_change_nothing():
    user = member("")
    user.set_password("made up")
    user.save()
    client = signed_in("auditors")

    read, posted = client.get(page(user)), client.post(page(user), typed(user, first_name="Mine"))

    user.refresh_from_db()
    assert (read.status_code, posted.status_code, user.first_name) == (200, 403, "")
    assert user.password not in read.content.decode()


def test_the_list_has_a_constant_query_count(client):
    address = reverse("admin:auth_user_changelist")
    one = queries(client, address)
    for role in ("editors", "publishers", "auditors"):
        member(role)

    assert queries(client, address) == one
