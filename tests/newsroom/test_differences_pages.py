"""The pages that compare: who sees which states, and that what was typed stays text."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from newsroom.models import Figure, Image, Quote, References, Release
from tests.factories import newsroom as made
from tests.newsroom.test_admin_releases import SCRIPT
from tests.staff import signed_in

pytestmark = pytest.mark.django_db


def compare(client, release, **query):
    return client.get(reverse("admin:newsroom_release_compare", args=[release.pk]), query)


def beside(client, release, **query):
    return client.get(reverse("admin:newsroom_release_languages", args=[release.pk]), query)


@pytest.fixture
def editor():
    return signed_in("editors")


def keys(response):
    return [key for key, _name in response.context["choices"]]


def test_the_working_copy_is_compared_with_what_is_public(editor, announcement):
    edition = made.published(announcement)
    Release.objects.update(title_en="Another title")

    response = compare(editor, announcement)

    assert keys(response) == ["working", "public", str(edition.pk)]
    assert (response.context["from"], response.context["to"]) == ("public", "working")
    assert "<del>Made-up</del><ins>Another</ins>" in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_a_draft_is_compared_with_itself(editor, announcement):
    response = compare(editor, announcement)

    assert keys(response) == ["working"]
    assert "They say the same." in response.content.decode()


def test_a_foreign_edition_is_not_found(editor, announcement):
    foreign = made.published(made.release("another"))

    answers = [
        compare(editor, announcement, **{"from": key}).status_code
        for key in (str(foreign.pk), "0", "nonsense", "public")
    ]

    assert answers == [404, 404, 404, 404]
    assert beside(editor, announcement, side=foreign.pk).status_code == 404
    assert compare(editor, announcement, language="tlh").status_code == 200


COMPARING, BESIDE = 27, 12
PERSONS = [
    "editors",
    "translators",
    "communications-reviewers",
    "regulatory-reviewers",
    "publishers",
]


@pytest.mark.parametrize("role", PERSONS)
def test_who_may_preview_sees_every_state(announcement, role):
    candidate = made.reviewed(announcement)

    assert keys(compare(signed_in(role), announcement)) == ["working", str(candidate.pk)]


@pytest.mark.parametrize("role", ("auditors", "administrators"))
def test_without_preview_only_what_was_public_is_compared(announcement, role):
    client = signed_in(role)
    public = made.published(announcement)
    Release.objects.update(next_kind="correction", note_en="Why", note_zh_hans="原因")
    candidate = made.reviewed(Release.objects.get())
    scheduled = made.release("later")
    waiting = made.published(scheduled, at=timezone.now() + timedelta(days=1))
    Release.objects.update(title_en="PLANTED TITLE")

    response = compare(client, announcement)

    assert keys(response) == ["public", str(public.pk)]
    assert compare(client, announcement, to="working").status_code == 403
    assert beside(client, announcement, side="working").status_code == 403
    assert compare(client, announcement, to=candidate.pk).status_code == 404
    assert keys(compare(client, scheduled)) == []
    assert compare(client, scheduled, to=waiting.pk).status_code == 404
    assert "<ins>PLANTED" not in response.content.decode()


def test_without_any_permission_nothing_is_shown(announcement):
    nobody = signed_in("")
    edition = made.published(announcement)
    history = reverse("admin:newsroom_release_history", args=[announcement.pk])
    autocomplete = {
        "term": "",
        "app_label": "newsroom",
        "model_name": "release",
        "field_name": "announces",
    }

    answers = [
        compare(nobody, announcement).status_code,
        compare(nobody, announcement, to=edition.pk).status_code,
        beside(nobody, announcement).status_code,
        nobody.get(history).status_code,
        nobody.get(reverse("admin:autocomplete"), autocomplete).status_code,
    ]

    assert answers == [403] * 5


def test_strangers_are_sent_to_the_login(client, announcement):
    assert compare(client, announcement).status_code == 302


def test_the_release_alone_is_not_enough(announcement):
    user = User.objects.create_user("writer", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="change_release"))
    client = Client()
    client.force_login(user)

    assert compare(client, announcement).status_code == 403


def test_script_in_every_field_is_shown_as_text(editor, announcement):
    before = made.published(announcement)
    texts = [f.name for f in Release._meta.fields if f.name.endswith(("_en", "_zh_hans"))]
    Release.objects.update(**dict.fromkeys(texts, SCRIPT))
    image = Image.objects.create(
        file="images/x.png", sha256="a" * 64, width=1, height=1, alt_en=SCRIPT, alt_zh_hans=SCRIPT
    )
    place = {"parent": announcement, "region": "main", "ordering": 500}
    Quote.objects.create(**place, text_en=SCRIPT, attribution_en=SCRIPT, text_zh_hans=SCRIPT)
    Figure.objects.create(**place, image=image, caption_en=SCRIPT)
    References.objects.create(**place, items=SCRIPT)
    made.prose(announcement, body_en=f"<p>{SCRIPT}</p>", body_zh_hans=SCRIPT)

    for response in (
        compare(editor, announcement),
        compare(editor, announcement, **{"from": "working", "to": before.pk}),
        beside(editor, announcement),
        compare(editor, announcement, **{"from": SCRIPT}),
    ):
        shown = response.content.decode()
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown


@pytest.mark.parametrize("count", (1, 3))
def test_queries_do_not_grow_with_editions(editor, announcement, count, django_assert_num_queries):
    for number in range(count):
        announcement.title_en = f"Title {number}"
        announcement.save()
        newest = made.reviewed(announcement)

    with django_assert_num_queries(COMPARING):
        compare(editor, announcement, **{"from": newest.pk, "to": "working"})
    with django_assert_num_queries(BESIDE):
        beside(editor, announcement, side=newest.pk)
