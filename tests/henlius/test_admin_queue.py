"""What waits for the reader of the start page, and the button that closes it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from henlius.roles import ROLES
from newsroom.actions import confirm_emergency, publish_release
from newsroom.enums import NoticeKind
from newsroom.models import Emergency, Notice
from newsroom.notices import CLOSED_BY_HAND, tell, waiting
from tests.factories import newsroom as made
from tests.staff import member, signed_in

pytestmark = pytest.mark.django_db

QUEUE, URGENT = "Your queue", "Published unsigned: to be confirmed"


def panels(client):
    return client.get("/admin/").context["panels"]


def told(role, kind=NoticeKind.COMMENT, **details):
    """Tell a member of `role` of a release; return the notice."""
    number = Notice.objects.count()
    release = made.release(f"release-{number}")
    tell(kind, release, [member(role)], about=f"comment:{number}", **details)
    return Notice.objects.get(release=release)


@pytest.mark.parametrize("role", (*ROLES, "root"))
def test_queue_comes_first_and_is_ones_own(role):
    told("publishers" if role != "publishers" else "editors", reason="Of somebody else")
    notice = told(role, by="A. Writer", reason="Look at the count")

    first, *others = panels(signed_in(role))

    assert first.title == "Your queue (1)"
    (item,) = first.items
    assert item.text == str(notice.release)
    assert item.url == reverse("admin:newsroom_release_change", args=[notice.release_id])
    assert item.note.split(" · since ")[0] == "Comment · A. Writer · Look at the count"
    assert QUEUE not in [panel.title[: len(QUEUE)] for panel in others]


@pytest.mark.parametrize("kind", NoticeKind)
def test_notice_leads_to_where_it_is_answered(kind):
    notice = told("editors", kind)
    is_review = kind in (NoticeKind.REVIEW_ASKED, NoticeKind.VOIDED)

    queue, *_others = panels(signed_in("editors"))

    page = "review" if is_review else "change"
    assert [item.url for item in queue.items] == [
        f"/admin/newsroom/release/{notice.release_id}/{page}/"
    ]


@pytest.mark.parametrize("role", (*ROLES, "root", ""))
def test_without_notices_there_is_no_queue(role):
    assert [p.title for p in panels(signed_in(role)) if p.title.startswith((QUEUE, URGENT))] == []


@pytest.mark.parametrize("kind", NoticeKind)
def test_button_closes_what_does_not_close_by_itself(kind):
    notice = told("editors", kind)
    client = signed_in("editors")
    address = reverse("admin:notice_done", args=[notice.pk])
    by_hand = kind in CLOSED_BY_HAND

    shown = client.get("/admin/").content.decode().count(f'action="{address}"')
    response = client.post(address)

    assert shown == by_hand
    assert response.status_code == (302 if by_hand else 404)
    assert waiting(member("editors")).count() == (not by_hand)


def test_button_pressed_twice_keeps_the_first_moment():
    notice = told("editors")
    client = signed_in("editors")
    address = reverse("admin:notice_done", args=[notice.pk])

    client.post(address)
    notice.refresh_from_db()
    first = notice.done_at
    assert client.post(address).url == "/admin/"

    notice.refresh_from_db()
    assert notice.done_at == first is not None


@pytest.mark.parametrize("role", (*sorted(set(ROLES) - {"editors"}), "root", ""))
def test_nobody_closes_the_notice_of_another(role):
    notice = told("editors")

    response = signed_in(role).post(reverse("admin:notice_done", args=[notice.pk]))

    assert response.status_code == 404
    assert waiting(member("editors")).count() == 1


def test_a_link_closes_nothing():
    notice = told("editors")
    address = reverse("admin:notice_done", args=[notice.pk])

    assert signed_in("editors").get(address).status_code == 405
    assert Client(enforce_csrf_checks=True).post(address).status_code in (302, 403)
    assert waiting(member("editors")).count() == 1


def test_what_was_typed_is_shown_as_text():
    told("editors", reason="<script>alert(1)</script>")

    page = signed_in("editors").get("/admin/").content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


@pytest.fixture
def emergency():
    """A release that a publisher published unsigned."""
    release = made.release("unsigned")
    publish_release(release, by=member("publishers"), emergency="The page was wrong in public")
    return Emergency.objects.get()


@pytest.mark.parametrize("role", (*ROLES, "root"))
def test_start_page_is_red_until_an_emergency_is_confirmed(emergency, role):
    client = signed_in(role)

    first = panels(client)[0]
    page = client.get("/admin/").content.decode()

    assert (first.title, first.is_urgent) == (URGENT, True)
    (item,) = first.items
    assert item.url == reverse("admin:newsroom_release_change", args=[emergency.edition.release_id])
    assert item.note.startswith("publishers-member · ")
    assert item.note.endswith(" · The page was wrong in public")
    assert page.count("panel--urgent") == 1


def test_start_page_is_calm_once_it_is_confirmed(emergency):
    second = member("regulatory-reviewers")
    second.set_password("a password")
    second.save()
    confirm_emergency(emergency, by=second, password="a password")

    shown = panels(signed_in("publishers"))

    assert [panel.title for panel in shown if panel.is_urgent] == []


def test_staff_without_a_role_is_not_told_of_emergencies(emergency):
    assert panels(signed_in("")) == []


def test_queue_has_a_constant_query_count():
    client = signed_in("editors")
    client.get("/admin/")
    counts = []
    for _more in range(3):
        told("editors")
        with CaptureQueriesContext(connection) as captured:
            client.get("/admin/")
        counts.append(len(captured))

    assert len(set(counts)) == 1
