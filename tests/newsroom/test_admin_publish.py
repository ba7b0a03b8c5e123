from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ledger.enums import Meaning
from newsroom.actions import ask_review, publish_release, renew_review
from newsroom.enums import StepKind
from newsroom.models import Edition, Emergency, Publication, Release
from newsroom.moments import HOME
from tests.factories import newsroom as made
from tests.factories.ledger import person
from tests.staff import PASSWORD, member, signed_in, with_password

pytestmark = pytest.mark.django_db

REASON = "The exchange asked us to"


def page(release, name="publish", *more):
    return reverse(f"admin:newsroom_release_{name}", args=[release.pk, *more])


def in_days(days):
    moment = timezone.now().astimezone(HOME) + timedelta(days=days)
    return moment.replace(hour=7, minute=0, second=0, microsecond=0)


def at(moment, **data):
    return {"when": "at", "at": f"{moment:%Y-%m-%dT%H:%M}"} | data


def declared(release, **changes):
    data = {
        "when": "now",
        "seen": release.editions.first() and release.editions.first().pk,
        "reason": REASON,
        "is_meant": "on",
        "password": PASSWORD,
    }
    return {name: value for name, value in (data | changes).items() if value is not None}


def urgent(client):
    """Return what stands in red on the start page."""
    panels = client.get(reverse("admin:index")).context["panels"]
    return [item.text for panel in panels if panel.is_urgent for item in panel.items]


def open_parts(response):
    return [part.name for part in response.context["foreseen"].parts if part.is_open]


def test_unsigned_parts_are_named_and_nothing_is_published(announcement):
    edition = ask_review(announcement, by=person("editor"))

    response = signed_in("publishers").post(page(announcement), {"when": "now", "seen": edition.pk})

    assert response.context["form"].non_field_errors() == [
        "Signatures are missing: English, Simplified Chinese, Facts. "
        "Ask for a review, or wait until it is complete."
    ]
    assert not Publication.objects.exists()
    assert announcement.editions.get() == edition


def test_the_form_begins_with_the_planned_moment(announcement):
    planned = in_days(3)
    Release.objects.filter(pk=announcement.pk).update(planned_at=planned)
    edition = made.reviewed(announcement, at=planned)

    form = signed_in("publishers").get(page(announcement)).context["form"]

    assert (form["when"].value(), form["at"].value(), form["seen"].value()) == (
        "at",
        f"{planned:%Y-%m-%dT%H:%M}",
        edition.pk,
    )


def test_a_moment_that_would_void_a_part_says_which_and_why_before(announcement):
    edition = made.reviewed(announcement, at=in_days(3))
    client = signed_in("publishers")

    kept = client.post(page(announcement), at(in_days(3), seen=edition.pk, _check="1"))
    voided = client.post(page(announcement), at(in_days(4), seen=edition.pk, _check="1"))

    assert open_parts(kept) == []
    assert open_parts(voided) == ["English", "Simplified Chinese"]
    [english, _chinese, facts] = voided.context["foreseen"].parts
    assert len(english.pairs) == 1
    assert english.pairs[0]["was"] != english.pairs[0]["is"]
    assert facts.pairs == []
    assert not Publication.objects.exists()
    assert Edition.objects.get() == edition


def test_a_price_sensitive_release_waits_for_the_exchange(announcement):
    Release.objects.filter(pk=announcement.pk).update(is_price_sensitive=True)
    edition = made.reviewed(announcement)

    response = signed_in("publishers").post(page(announcement), {"when": "now", "seen": edition.pk})

    assert "price-sensitive" in response.context["form"].non_field_errors()[0]
    assert [finding.level for finding in response.context["foreseen"].exchange][:1] == ["error"]
    assert not Publication.objects.exists()


def test_who_did_not_see_the_newest_edition_does_not_publish_it(announcement):
    seen = made.reviewed(announcement)
    made.prose(announcement)
    renew_review(announcement, by=person("editor"))

    response = signed_in("publishers").post(page(announcement), {"when": "now", "seen": seen.pk})

    assert "while you were looking at it" in response.context["form"].non_field_errors()[0]
    assert not Publication.objects.exists()


def test_an_edition_of_another_release_is_not_found(announcement):
    made.reviewed(announcement)
    other = made.reviewed(made.release("another"))

    response = signed_in("publishers").post(page(announcement), {"when": "now", "seen": other.pk})

    assert response.status_code == 404
    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    "role",
    ("editors", "translators", "communications-reviewers", "regulatory-reviewers", "auditors", ""),
)
def test_publishing_is_for_publishers(announcement, role):
    made.reviewed(announcement)
    client = signed_in(role)

    answers = [
        client.post(page(announcement, name), {"when": "now"}).status_code
        for name in ("publish", "emergency", "take_back")
    ]

    assert answers == [403, 403, 403]
    assert not Publication.objects.exists()


def test_open_comments_are_named_and_keep_nobody(announcement):
    edition = made.reviewed(announcement)
    said = announcement.comments.create(text="Is this the right day?", by=person("editor"))
    client = signed_in("publishers")

    shown = client.get(page(announcement))
    client.post(page(announcement), {"when": "now", "seen": edition.pk})

    [(talk, thread)] = shown.context["comments"]
    assert (talk.title, thread.question) == ("The release as a whole", said)
    assert Publication.objects.visible().exists()


def test_an_emergency_is_published_and_stays_red_until_a_second_person_confirms(announcement):
    publisher = with_password("publishers")

    response = publisher.post(page(announcement, "emergency"), declared(announcement))

    assert response.url == page(announcement, "change")
    emergency = Emergency.objects.get()
    assert (emergency.reason, emergency.declared_by) == (REASON, member("publishers"))
    assert list(publisher.get(response.url).context["emergencies"]) == [emergency]
    assert urgent(publisher) == [str(announcement)]

    confirm = page(announcement, "confirm", emergency.pk)
    own = publisher.post(confirm, {"password": PASSWORD})
    second = with_password("regulatory-reviewers").post(confirm, {"password": PASSWORD})

    assert own.context["is_own"]
    assert len(own.context["form"].non_field_errors()) == 1
    assert second.url == page(announcement, "change")
    emergency.refresh_from_db()
    assert emergency.confirmation.signer == member("regulatory-reviewers")
    assert emergency.confirmation.meaning == Meaning.CONFIRMATION
    assert not publisher.get(page(announcement, "change")).context["emergencies"]
    assert urgent(publisher) == []


def test_who_declared_an_emergency_is_told_that_another_confirms(announcement):
    publish_release(announcement, by=member("publishers"), emergency=REASON)
    confirm = page(announcement, "confirm", announcement.editions.get().pk)

    def asked(role, address):
        shown = signed_in(role).get(address).content.decode()
        return "You published it yourself" in shown, f'href="{confirm}"' in shown

    for name in ("change", "review"):
        assert asked("publishers", page(announcement, name)) == (True, False)
        assert asked("regulatory-reviewers", page(announcement, name)) == (False, True)
    assert asked("publishers", confirm) == (True, False)
    assert asked("regulatory-reviewers", confirm) == (False, False)


@pytest.mark.parametrize(
    ("changes", "field"),
    (
        ({"reason": "too short"}, "reason"),
        ({"reason": " " * 20}, "reason"),
        ({"is_meant": None}, "is_meant"),
        ({"password": "wrong"}, "password"),
        ({"password": None}, "password"),
        ({"when": None}, "when"),
    ),
)
def test_an_emergency_takes_all_of_it(announcement, changes, field):
    response = with_password("publishers").post(
        page(announcement, "emergency"), declared(announcement, **changes)
    )

    assert list(response.context["form"].errors) == [field]
    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    ("role", "status"),
    (("editors", 403), ("translators", 403), ("auditors", 403), ("communications-reviewers", 200)),
)
def test_confirming_by_role_and_only_with_the_password(announcement, role, status):
    publish_release(announcement, by=person("publisher"), emergency=REASON)
    emergency = Emergency.objects.get()

    response = with_password(role).post(
        page(announcement, "confirm", emergency.pk), {"password": "wrong"}
    )

    assert response.status_code == status
    emergency.refresh_from_db()
    assert emergency.confirmation is None


def test_an_emergency_of_another_release_is_not_found(announcement):
    publish_release(announcement, by=person("publisher"), emergency=REASON)
    other = made.release("another")

    response = signed_in("publishers").get(page(other, "confirm", Emergency.objects.get().pk))

    assert response.status_code == 404


def test_taking_back_keeps_the_reason(announcement):
    made.published(announcement, at=in_days(2))

    signed_in("publishers").post(
        page(announcement, "take_back"), {"reason": "The board meets later"}
    )

    step = announcement.steps.first()
    assert (step.kind, step.reason, step.by) == (
        StepKind.TAKEN_BACK,
        "The board meets later",
        member("publishers"),
    )


@pytest.mark.parametrize("count", (1, 3))
def test_publish_page_query_count(announcement, django_assert_num_queries, count):
    for _number in range(count):
        announcement.comments.create(text="Said", by=person("editor"))
    made.reviewed(announcement)
    client = signed_in("publishers")
    client.get(page(announcement))

    with django_assert_num_queries(26):
        client.get(page(announcement))
