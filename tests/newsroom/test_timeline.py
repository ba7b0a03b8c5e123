from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from newsroom.actions import ask_review, publish_release, renew_review, return_release, take_back
from newsroom.commenting import comment, resolve
from newsroom.models import Release, Revision
from newsroom.timeline import SHOWN, timeline
from tests.factories import newsroom as made
from tests.factories.ledger import person
from tests.staff import signed_in

pytestmark = pytest.mark.django_db


def told(release, limit=SHOWN):
    return [(event.what, event.by) for event in timeline(release, limit)[0]]


def saved(release, by, **texts):
    Release.objects.filter(pk=release.pk).update(**texts)
    renew_review(release, by=person(by))


def test_the_way_to_the_public(announcement):
    edition = made.published(announcement)

    assert told(announcement) == [
        ("Public (no. 1)", "publisher"),
        ("Signed: Facts (Reviewed and agreed)", "reviewer"),
        ("Signed: Simplified Chinese (Reviewed and agreed)", "reviewer"),
        ("Signed: English (Reviewed and agreed)", "reviewer"),
        ("Review asked", "editor"),
        ("Saved", "editor"),
        ("Created", ""),
    ]
    assert timeline(announcement)[0][0].edition == edition.pk


def test_a_voided_signature_says_what_changed(announcement):
    made.reviewed(announcement)
    saved(announcement, "editor", title_en="Another title")

    event = next(event for event in timeline(announcement)[0] if event.kind == "voided")

    assert (event.what, event.by) == ("Signature voided: English", "editor")
    assert list(event.pairs) == [{"was": "Made-up title of made-up-release", "is": "Another title"}]


def test_saves_of_one_person_in_a_row_are_one_event(announcement):
    saved(announcement, "editor", title_en="First")
    saved(announcement, "editor", title_en="Second")
    saved(announcement, "translator", title_zh_hans="第三")
    saved(announcement, "editor", dateline_en="Shanghai")

    events = timeline(announcement)[0]

    assert [(event.what, event.by) for event in events] == [
        ("Saved", "editor"),
        ("Saved", "translator"),
        ("Saved 2 times", "editor"),
        ("Created", ""),
    ]
    assert events[0].fields == ("place of the dateline (English)",)
    assert events[1].fields == ("title (Simplified Chinese)",)
    assert "title (English)" in events[2].fields


def test_reasons_stand_beside_what_was_done(announcement):
    ask_review(announcement, by=person("editor"), reason="Please by Friday")
    return_release(announcement, by=person("reviewer"), reason="A day is wrong")
    announcement.comments.create(
        text="Which day?", by=person("reviewer"), field="title", locale="en"
    )
    at = timezone.now() + timedelta(days=2)
    made.published(announcement, at=at)
    take_back(announcement, by=person("publisher"), reason="The board meets later")

    found = {event.kind: event for event in timeline(announcement)[0] if event.kind != "signed"}

    assert found["taken-back"].why == "The board meets later"
    assert found["scheduled"].what.startswith("Scheduled: ")
    assert (found["comment"].what, found["comment"].why) == (
        "Comment (title (English))",
        "Which day?",
    )
    assert found["returned"].why == "A day is wrong"
    assert "public" not in found


def test_resolved_comment_says_what_it_is_about_and_who_resolved_it(announcement):
    block = made.prose(announcement)
    about = {"block_type": "prose", "block": block.pk}
    said = comment(announcement, by=person("reviewer"), text="Which day?", **about)
    resolve(said, by=person("editor"))

    (event,) = [event for event in timeline(announcement)[0] if event.kind == "comment"]

    assert event.what == "Comment (text, resolved by editor)"
    page = signed_in("editors").get(
        reverse("admin:newsroom_release_change", args=[announcement.pk])
    )
    assert page.status_code == 200


def test_an_emergency_and_its_edition(announcement):
    publish_release(announcement, by=person("publisher"), emergency="The exchange asked us to")

    events = timeline(announcement)[0]

    assert [event.kind for event in events[:2]] == ["emergency", "public"]
    assert events[0].why == "The exchange asked us to"


def test_a_correction_and_a_withdrawal_tell_their_note(announcement):
    made.published(announcement)
    for kind, note in (("correction", "The day was wrong."), ("withdrawal", "It was not so.")):
        saved(announcement, "editor", next_kind=kind, note_en=note, note_zh_hans=f"{note}（译）")
        made.published(Release.objects.get(pk=announcement.pk))

    public = [event for event in timeline(announcement)[0] if event.kind == "public"]

    assert [(event.what, event.why) for event in public] == [
        ("Withdrawn, still readable (no. 3, instead of no. 2)", "It was not so."),
        ("Correction public (no. 2, instead of no. 1)", "The day was wrong."),
        ("Public (no. 1)", ""),
    ]


def test_older_events_are_a_link_away(announcement):
    for number in range(SHOWN + 5):
        announcement.comments.create(text=f"Number {number}", by=person("editor"))

    events, has_more = timeline(announcement)
    everything, has_still_more = timeline(announcement, limit=None)

    assert (len(events), has_more) == (SHOWN, True)
    assert events[0].why == f"Number {SHOWN + 4}"
    assert (len(everything), has_still_more) == (SHOWN + 6, False)
    shown = signed_in("auditors").get(
        reverse("admin:newsroom_release_timeline", args=[announcement.pk])
    )
    assert "Number 0" in shown.content.decode()


def test_what_lies_before_the_oldest_row_read_is_left_out(announcement):
    """A row of saves is cut where the saves that were read end, not shown as shorter than it was."""
    for number in range(4):
        saved(announcement, "editor", title_en=f"Title {number}")
    announcement.comments.create(text="Newest", by=person("editor"))

    events, has_more = timeline(announcement, limit=2)

    assert [event.what for event in events] == ["Comment", "Saved 2 times"]
    assert has_more
    assert Revision.objects.count() == 4


@pytest.mark.parametrize("role", ("", "auditors"))
def test_the_timeline_by_role(announcement, role):
    address = reverse("admin:newsroom_release_timeline", args=[announcement.pk])

    assert signed_in(role).get(address).status_code == (200 if role else 403)


@pytest.mark.parametrize("count", (1, 3))
def test_timeline_query_count(announcement, django_assert_num_queries, count):
    for number in range(count):
        announcement.comments.create(text="Said", by=person(f"editor-{number}"))
        saved(announcement, f"editor-{number}", title_en=f"Title {number}")
        ask_review(announcement, by=person("editor"))

    with django_assert_num_queries(5):
        timeline(announcement)
