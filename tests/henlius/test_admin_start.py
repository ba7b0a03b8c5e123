from datetime import timedelta

import pytest
from django.utils import timezone

from ledger.actions import NOT_YET
from ledger.enums import StepKind
from newsroom.actions import take_back
from newsroom.models import Release
from tests import factories as make
from tests.factories import newsroom as made
from tests.staff import member, signed_in

pytestmark = pytest.mark.django_db


def panels(role):
    """Return `{title: [texts of items]}` of the start page of `role`."""
    shown = signed_in(role).get("/admin/").context["panels"]
    return {panel.title: [item.text for item in panel.items] for panel in shown}


def test_communications_begins_with_drafts_and_translations():
    Release.objects.create(
        slug="a", kind="notice", title_en="Draft", required_languages=["en", "zh-hans"]
    )

    found = panels("editors")

    assert list(found) == ["Drafts", "Scheduled", "Missing translations", "Recently published"]
    assert (found["Drafts"], found["Missing translations"]) == (["Draft"], ["Draft"])


def test_translators_begin_with_what_is_not_translated():
    Release.objects.create(
        slug="a", kind="notice", title_en="Draft", required_languages=["en", "zh-hans"]
    )
    Release.objects.create(slug="b", kind="notice", title_en="English", required_languages=["en"])

    found = panels("translators")

    assert found == {"Missing translations": ["Draft"], "Drafts": ["English", "Draft"]}


def test_draft_says_how_far_it_is():
    made.reviewed(made.release("a"))
    made.release("b")

    shown = signed_in("publishers").get("/admin/").context["panels"]

    [waiting] = [panel for panel in shown if panel.title == "To check and publish"]
    assert [item.note.partition(" · ")[0] for item in waiting.items] == ["draft", "approved"]


def test_regulatory_begins_with_proposals_and_hidden_facts():
    make.approved(start="May 2025", disclose=NOT_YET, reason="An embargoed approval")
    make.recorded(make.procedure())
    make.proposal(about="Somebody else's")
    make.proposal(about="My own", author=member("regulatory-reviewers"))
    make.proposal(StepKind.WITHDRAWN, about="Given up", author=member("regulatory-reviewers"))

    found = panels("regulatory-reviewers")

    assert list(found)[:4] == [
        "To decide",
        "Waiting for your signature",
        "Your proposals",
        "History workspace",
    ]
    assert found["Waiting for your signature"] == ["Somebody else's"]
    assert found["Your proposals"] == ["My own"]
    assert found["Not public yet"] == ["1. An embargoed approval"]
    assert found["Latest change sets"] == ["2. Recorded for a test", "1. An embargoed approval"]
    assert len(found["Open procedures"]) == len(found["Dates worth closing in on"]) == 1


def test_regulatory_has_few_doors():
    make.proposal()
    shown = signed_in("regulatory-reviewers").get("/admin/").context["panels"]

    assert {panel.title: panel.buttons for panel in shown if panel.buttons} == {
        "Waiting for your signature": [("Read and sign", "/admin/ledger/proposal/sign/")],
        "History workspace": [
            ("What happened?", "/admin/history/propose/"),
            ("Ask", "/admin/history/"),
            ("Due", "/admin/history/due/"),
            ("Intake", "/admin/history/intake/"),
        ],
    }


def test_a_decided_procedure_is_not_open():
    case = make.procedure()
    make.recorded(case, make.regulatory_event(procedure=case))

    assert panels("regulatory-reviewers")["Open procedures"] == []


def test_publishers_begin_with_what_waits():
    Release.objects.create(slug="a", kind="notice", title_en="Draft")

    found = panels("publishers")

    assert list(found) == ["To check and publish", "Scheduled", "Recently published"]
    assert found["To check and publish"] == ["Draft"]


@pytest.mark.parametrize("role", ("editors", "publishers"))
def test_what_was_taken_back_comes_first(role):
    tomorrow = timezone.now() + timedelta(days=1)
    again, back = made.release("again"), made.release("back")
    for release in (again, back):
        made.published(release, at=tomorrow)
        take_back(release)
    made.published(again, at=tomorrow)

    found = panels(role)

    assert next(iter(found)) == "Taken back"
    assert found["Taken back"] == [str(back)]


def test_apps_stand_in_the_order_of_the_work():
    apps = signed_in("root").get("/admin/").context["app_list"]

    assert [app["name"] for app in apps] == [
        "Newsroom",
        "Register: products",
        "Register: pipeline",
        "Evidence",
        "Accounts",
    ]


def test_wording_without_a_translation_waits_for_one():
    translated, waiting = make.approved(texts=["translated", "waiting"])
    make.indication_translation(translated)

    assert panels("regulatory-reviewers")["Wordings without a translation"] == [
        str(waiting.indication)
    ]


@pytest.mark.parametrize("count", (1, 3))
def test_the_start_page_costs_the_same_however_much_waits(count, django_assert_num_queries):
    client = signed_in("regulatory-reviewers")
    for _number in range(count):
        make.proposal()
        make.proposal(author=member("regulatory-reviewers"))

    with django_assert_num_queries(16):
        client.get("/admin/")
