"""The page on which a change set is taken from the public, and what its own page tells of it."""

import pytest
from django.urls import reverse

from henlius.roles import ROLES
from ledger.actions import NOT_YET, NOW, amend
from ledger.models import Disclosure, Signature, Undisclosure
from tests import factories as make
from tests.factories import day
from tests.staff import member, signed_in

pytestmark = pytest.mark.django_db

TYPED = {"reason": "Disclosed before the announcement", "password": "right"}


@pytest.fixture
def client():
    user = member("regulatory-reviewers")
    user.first_name = "Made-up officer"
    user.set_password("right")
    user.save()
    return signed_in("regulatory-reviewers")


def page(seq, name="undisclose"):
    return reverse(f"admin:ledger_changeset_{name}", args=[seq])


def links(client, seq):
    """Return which of the two pages about disclosure the change set's page links to."""
    shown = client.get(page(seq, "change")).content.decode()
    return [name for name in ("disclose", "undisclose") if page(seq, name) in shown]


def narrowed(row):
    signed = {"by": make.person(), "evidence": make.evidence(), "reason": "As decided today"}
    return amend(row, start=day("2026-03-01"), changes={"text": "new"}, disclose=NOW, **signed)


def test_undisclose_with_reason_and_password(client):
    [row] = make.approved()
    assert links(client, 1) == ["undisclose"]

    response = client.post(page(1), TYPED, follow=True)

    assert response.redirect_chain == [(page(1, "change"), 302)]
    assert [str(m) for m in response.context["messages"]] == [f"No longer public: {row.opened_by}."]
    assert Disclosure.objects.get().at is None
    assert Undisclosure.objects.get().reason == TYPED["reason"]
    assert links(client, 1) == ["disclose"]


def test_the_change_set_shows_when_it_was_public_and_who_signed(client):
    make.approved()
    client.post(page(1), TYPED)

    shown = client.get(page(1, "change"))

    [one] = shown.context["undisclosures"]
    text = shown.content.decode()
    assert text.count("Signed by Made-up officer: Takes responsibility") == 1
    assert text.count(TYPED["reason"]) == 1
    assert text.count(one.signature.content_hash) == 1
    assert text.count("not public") == 3  # of the change set, and beside each of its two rows


@pytest.mark.parametrize(
    ("changed", "field", "error"),
    (
        (
            {"reason": "short"},
            "reason",
            "Ensure this value has at least 10 characters (it has 5).",
        ),
        (
            {"password": "wrong"},
            "password",
            "This is not your password. Nothing was signed: type it again.",
        ),
        ({"password": ""}, "password", "This field is required."),
    ),
)
def test_a_refusal_keeps_what_was_typed_but_the_password(client, changed, field, error):
    make.approved()

    response = client.post(page(1), TYPED | changed)

    assert response.context["form"].errors == {field: [error]}
    text = response.content.decode()
    assert (TYPED | changed)["reason"] in text
    assert 'value="right"' not in text
    assert 'value="wrong"' not in text
    assert Disclosure.objects.get().at is not None
    assert not Signature.objects.exists()


def test_later_changes_are_named_and_undisclosed_with_it(client):
    [row] = make.approved()
    amendment = narrowed(row)
    assert client.get(page(1)).context["builders"] == [amendment]

    refused = client.post(page(1), TYPED)
    client.post(page(1), TYPED | {"also": "on"})

    assert refused.context["form"].errors == {"also": ["They cannot stay public without this one."]}
    assert [u.change_set_id for u in Undisclosure.objects.all()] == [1, 2]
    assert {d.at for d in Disclosure.objects.all()} == {None}


def test_nothing_builds_on_the_newest_change(client):
    [row] = make.approved()
    amendment = narrowed(row)

    shown = client.get(page(amendment.seq))

    assert shown.context["builders"] == []
    assert "also" not in shown.context["form"].fields


def test_what_is_hidden_cannot_be_undisclosed(client):
    make.approved(disclose=NOT_YET)
    assert links(client, 1) == ["disclose"]

    response = client.post(page(1), TYPED, follow=True)

    assert [str(m) for m in response.context["messages"]] == [
        "This change is not public. One that is to become public later is moved, not undisclosed."
    ]
    assert not Undisclosure.objects.exists()


@pytest.mark.parametrize("role", sorted({"", "root", *ROLES} - {"regulatory-reviewers"}))
def test_nobody_else_undiscloses(role):
    make.approved()

    response = signed_in(role).post(page(1), TYPED)

    assert response.status_code == 403
    assert Disclosure.objects.get().at is not None


def test_an_administrator_is_told_why():
    make.approved()

    shown = signed_in("root").get(page(1))

    assert "An administrator neither signs nor records facts." in shown.content.decode()


def test_script_is_shown_as_text(client):
    script = "<script>alert(1)</script>"
    make.approved(texts=(script,), reason=script)
    client.post(page(1), TYPED | {"reason": script})

    text = client.get(page(1, "change")).content.decode()

    assert script not in text
    assert (
        text.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 5
    )  # wording, reason, beside two rows, why


@pytest.mark.parametrize("count", (1, 3))
def test_query_counts(client, django_assert_max_num_queries, count):
    [row] = make.approved()
    for month in range(1, count):
        latest = row.indication.versions.get(closed_by=None, valid__upper_inf=True)
        signed = {"by": make.person(), "evidence": make.evidence(), "reason": "As decided today"}
        start = day(f"2026-0{month + 1}-01")
        amend(latest, start=start, changes={"text": f"{month}"}, disclose=NOW, **signed)
    client.get(page(1))

    with django_assert_max_num_queries(9):
        assert len(client.get(page(1)).context["builders"]) == count - 1
