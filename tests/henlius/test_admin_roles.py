"""Who may do what in the admin: every role at every address."""

import pytest
from django.contrib.admin import site
from django.urls import reverse

from henlius.roles import REFERENCE, ROLES, VIEWS, permissions_of
from ledger.actions import NOT_YET
from ledger.forms.registry import records
from ledger.models import ChangeSet
from newsroom.models import Release
from tests import factories as make
from tests.staff import member, signed_in

pytestmark = pytest.mark.django_db

OWN = ("newsroom", "products", "pipeline", "ledger")
MODELS = {model._meta.label_lower: model for model in site._registry}
PREVIEWING = set(ROLES) - {"auditors", "administrators"}


def may(role, verb, label):
    """Return whether the role (or any of them, for "root") may do `verb` with a model."""
    app, model = label.split(".")
    roles = ROLES if role == "root" else [role]
    return any(f"{app}.{verb}_{model}" in permissions_of(one) for one in roles)


def answers(client, label, page):
    name = label.replace(".", "_")
    return client.get(reverse(f"admin:{name}_{page}")).status_code


@pytest.mark.parametrize("role", (*ROLES, "root"))
def test_lists_and_empty_forms(role):
    client = signed_in(role)
    seen = {label for label in MODELS if label.split(".")[0] in OWN or may(role, "view", label)}
    added = {label for label in MODELS if may(role, "add", label)}

    assert {label for label in MODELS if answers(client, label, "changelist") == 200} == seen
    assert {label for label in MODELS if answers(client, label, "add") == 200} == added


@pytest.mark.parametrize("page", ("changelist", "add"))
def test_staff_without_a_role_sees_nothing(page):
    client = signed_in("")

    assert {answers(client, label, page) for label in MODELS} == {403}


def test_visitors_are_asked_to_sign_in(client):
    assert {answers(client, label, "changelist") for label in MODELS} == {302}


@pytest.mark.parametrize("role", (*ROLES, "root"))
def test_nobody_edits_or_deletes_the_register(role):
    """CP-1: for a superuser too, facts change by acts only."""
    request = type("Request", (), {"user": member(role)})
    for label, admin in ((m._meta.label_lower, a) for m, a in site._registry.items()):
        if label.split(".")[0] in ("products", "pipeline", "ledger"):
            writes = label in REFERENCE and may(role, "change", label)
            assert admin.has_change_permission(request) is writes, label
            assert admin.has_delete_permission(request) is False, label


@pytest.mark.parametrize("role", (*ROLES, "root", ""))
def test_records_are_for_regulatory_affairs(role):
    client = signed_in(role)
    addresses = [reverse("admin:ledger_changeset_record", args=[slug]) for slug in records()]

    expected = 200 if role == "regulatory-reviewers" else 403
    assert {client.get(address).status_code for address in addresses} == {expected}


@pytest.mark.parametrize("role", (*ROLES, ""))
def test_preview_check_and_publish(role):
    release = Release.objects.create(slug="draft", kind="notice", title_en="Draft")
    client = signed_in(role)
    allowed = {
        "preview": role in PREVIEWING,
        "check": role in ROLES,
        "publish": role == "publishers",
    }

    for page, is_allowed in allowed.items():
        response = client.get(reverse(f"admin:newsroom_release_{page}", args=[release.pk]))
        assert response.status_code == (200 if is_allowed else 403), page


@pytest.mark.parametrize("role", sorted({"", "root", *ROLES} - {"regulatory-reviewers"}))
def test_nobody_else_discloses(role):
    row = make.recorded(make.company_figure(), disclose=NOT_YET)
    address = reverse("admin:ledger_changeset_disclose", args=[row.opened_by_id])

    assert signed_in(role).post(address, {"disclosure": "now"}).status_code == 403
    assert ChangeSet.objects.get().disclosure.at is None


def test_groups_hold_exactly_what_the_roles_name():
    for name in ROLES:
        held = {p for p in member(name).get_all_permissions() if not p.startswith(VIEWS)}
        assert held == permissions_of(name)


def test_sources_are_offered_in_order():
    """An unordered answer would warn, and warnings are errors."""
    make.source("b-letter")
    make.source("a-letter")
    asked = {
        "app_label": "ledger",
        "model_name": "citation",
        "field_name": "source",
        "term": "letter",
    }

    found = (
        signed_in("regulatory-reviewers")
        .get(reverse("admin:autocomplete"), asked)
        .json()["results"]
    )

    assert [source["text"] for source in found] == ["a-letter (made up)", "b-letter (made up)"]
