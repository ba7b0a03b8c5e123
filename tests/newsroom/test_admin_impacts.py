"""The queue of pages whose facts changed, and the page on which somebody decides about one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from henlius.roles import ROLES
from ledger.actions import NOW, amend, correct, retract
from newsroom.impact import may_decide
from newsroom.models import Impact, ImpactDecision
from tests import factories as make
from tests.factories import day
from tests.factories import newsroom as made
from tests.factories.ledger import evidence, person
from tests.staff import member, signed_in

pytestmark = pytest.mark.django_db

DECIDERS = ("communications-reviewers", "regulatory-reviewers")
LIST = "/admin/newsroom/impact/"
TYPED = {"outcome": "correct", "reason": "The letter says so, page two", "password": "right"}


@pytest.fixture
def signed():
    return {"by": person("recorder-2"), "evidence": evidence(), "reason": "As the letter says"}


@pytest.fixture
def client():
    user = member("communications-reviewers")
    user.set_password("right")
    user.save()
    return signed_in("communications-reviewers")


@pytest.fixture
def erratum(announcement, approved, signed):
    made.published(announcement)
    correct(approved, changes={"text": "RIGHT (made up)"}, disclose=NOW, **signed)
    return Impact.objects.get()


def page(impact):
    return reverse("admin:newsroom_impact_change", args=[impact.pk])


def listed(client, query=""):
    return list(client.get(f"{LIST}{query}").context["cl"].queryset)


def test_the_page_lays_what_is_shown_beside_what_holds(client, erratum, approved, announcement):
    shown = client.get(page(erratum))

    [one] = shown.context["affected"]
    assert (one.was.row.text, [row.row.text for row in one.now]) == (
        approved.text,
        ["RIGHT (made up)"],
    )
    assert [(p.locale, p.block, p.shown) for p in one.places if p.shown == approved.text] == [
        ("en", "Block 2: approved indications", approved.text),
        ("zh-hans", "Block 2: approved indications", approved.text),
    ]
    year = erratum.edition.as_of.year
    assert shown.context["addresses"] == [
        ("en", f"/en/news/{year}/made-up-release/"),
        ("zh-hans", f"/zh-hans/news/{year}/made-up-release/"),
    ]
    assert reverse("admin:newsroom_release_change", args=[announcement.pk]) in str(shown.content)


def test_a_retraction_leaves_nothing_instead(client, announcement, approved, signed):
    made.published(announcement)
    retract([approved], **signed)

    [one] = client.get(page(Impact.objects.get())).context["affected"]

    assert (one.was.row, one.now, one.is_hidden) == (approved, [], False)


def test_decide_with_reason_and_password(client, erratum):
    response = client.post(page(erratum), TYPED, follow=True)

    assert response.redirect_chain == [(f"{LIST}?decision=open", 302)]
    assert [str(m) for m in response.context["messages"]] == ["Decided: Correct the release."]
    decision = ImpactDecision.objects.get()
    assert (decision.outcome, decision.reason) == ("correct", TYPED["reason"])
    text = client.get(page(erratum)).content.decode()
    assert "Signed by communications-reviewers-member on" in text
    assert text.count(decision.signature.content_hash) == 1
    assert 'type="password"' not in text


@pytest.mark.parametrize(
    ("changed", "errors"),
    (
        (
            {"password": "wrong"},
            {"password": ["This is not your password. Nothing was signed: type it again."]},
        ),
        (
            {"reason": "short"},
            {"reason": ["Ensure this value has at least 10 characters (it has 5)."]},
        ),
        ({"outcome": ""}, {"outcome": ["This field is required."]}),
        (
            {"outcome": "burn"},
            {"outcome": ["Select a valid choice. burn is not one of the available choices."]},
        ),
    ),
)
def test_a_refusal_keeps_what_was_typed(client, erratum, changed, errors):
    response = client.post(page(erratum), TYPED | changed)

    assert response.context["form"].errors == errors
    assert (TYPED | changed)["reason"] in response.content.decode()
    assert not ImpactDecision.objects.exists()


def test_a_second_decision_is_refused_in_words(client, erratum):
    client.post(page(erratum), TYPED)

    response = client.post(page(erratum), TYPED | {"outcome": "keep"})

    assert response.context["form"].non_field_errors() == [
        "Somebody has decided about this already. Look at what was decided."
    ]
    assert ImpactDecision.objects.get().outcome == "correct"


@pytest.mark.parametrize("role", sorted({"", "root", *ROLES} - set(DECIDERS)))
def test_others_read_and_decide_nothing(erratum, role):
    client = signed_in(role)

    read, posted = client.get(page(erratum)), client.post(page(erratum), TYPED)

    assert read.status_code == (200 if role else 403)
    assert posted.status_code == 403
    assert not role or read.context["form"] is None
    assert not ImpactDecision.objects.exists()


@pytest.mark.parametrize("role", DECIDERS)
def test_reviewers_find_what_waits_on_their_start_page(erratum, role):
    client = signed_in(role)

    [panel] = [p for p in client.get("/admin/").context["panels"] if p.title == "To decide"]

    assert [(item.text, item.url) for item in panel.items] == [
        (str(erratum.edition.release), page(erratum))
    ]
    assert panel.more == f"{LIST}?decision=open"


@pytest.mark.parametrize("role", sorted(set(ROLES) - set(DECIDERS)))
def test_nobody_else_has_that_panel(erratum, role):
    assert not may_decide(member(role))
    panels = signed_in(role).get("/admin/").context["panels"]
    assert "To decide" not in [panel.title for panel in panels]


def test_the_list_tells_open_from_decided_and_historical(client, announcement, approved, signed):
    made.published(announcement)
    start = day("2026-01-01")
    amend(approved, start=start, changes={"text": "NEW"}, disclose=NOW, **signed)
    release = made.release("second")
    made.indication_list(release)
    made.published(release)
    [latest] = approved.indication.versions.filter(closed_by=None, text="NEW")
    correct(latest, changes={"text": "NEWER"}, disclose=NOW, **signed)
    historical, waiting = Impact.objects.order_by("pk")

    assert listed(client) == [waiting, historical]
    assert listed(client, "?decision=open") == [waiting]
    assert listed(client, "?kind__exact=historical") == [historical]
    client.post(page(waiting), TYPED)
    assert listed(client, "?decision=open") == []
    assert listed(client, "?decision=correct") == [waiting]
    assert client.get(page(historical)).context["form"] is None


def test_the_release_names_its_impacts(client, erratum, announcement):
    shown = client.get(reverse("admin:newsroom_release_change", args=[announcement.pk]))

    assert page(erratum) in shown.content.decode()


def test_script_is_shown_as_text(client, announcement, approved, signed):
    script = "<script>alert(1)</script>"
    correct(approved, changes={"text": script}, disclose=NOW, **signed)
    made.published(announcement)
    [row] = approved.indication.versions.filter(closed_by=None)
    correct(row, changes={"text": f"{script}2"}, disclose=NOW, **signed | {"reason": script})
    impact = Impact.objects.get()

    text = client.get(page(impact)).content.decode()
    refused = client.post(page(impact), TYPED | {"reason": script, "password": "wrong"})

    assert script not in text
    assert script not in refused.content.decode()
    assert refused.context["form"]["reason"].value() == script


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_query_counts(client, announcement, approved, signed):
    made.published(announcement)
    counts = []
    for number in (1, 2, 3):
        licence = approved.indication.authorisation
        rows = [
            make.indication_version(make.indication(licence, 10 * number + slot), f"TEXT {slot}")
            for slot in range(number)
        ]
        make.recorded(*rows)
        release = made.release(f"page-{number}")
        made.indication_list(release)
        made.published(release)
        retract(rows, **signed)
        latest = Impact.objects.first()
        counts.append((queries(client, page(latest)), queries(client, LIST)))

    assert counts[0] == counts[1] == counts[2]
