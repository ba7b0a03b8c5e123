"""Requests that no form of ours makes, and texts that no editor means well."""

from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from ledger.models import Signature
from newsroom.actions import ask_review, renew_review
from newsroom.models import Comment, Document, EditionText, Image, Prose, Publication, Release
from tests.factories import newsroom as made
from tests.factories.ledger import person
from tests.leaks import planting
from tests.leaks.world import blocks_for
from tests.newsroom.forms import form_of
from tests.staff import member, signed_in

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def page(name, *args):
    return reverse(f"admin:newsroom_release_{name}", args=args)


@pytest.fixture
def author():
    """Somebody who writes and reviews: both groups, and a password."""
    user = member("editors")
    user.groups.set(Group.objects.exclude(name="administrators"))
    user.set_password("right")
    user.save()
    return user


def sign_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("is_superuser", (False, True))
def test_nobody_signs_their_own_words_by_a_request_made_by_hand(author, is_superuser):
    author.is_superuser = is_superuser
    author.save()
    release = made.release()
    renew_review(release, by=author)
    edition = ask_review(release, by=person("editor"))

    for parts in (["en"], ["facts"], ["en", "zh-hans", "facts"], ["fr"], [""]):
        sign_in(author).post(
            page("review", release.pk),
            {
                "edition": edition.pk,
                "parts": parts,
                "meaning": "review",
                "password": "right",
                "_sign": "1",
                "by": person("editor").pk,
                "signer": person("editor").pk,
            },
        )

    assert not Signature.objects.exists()


def test_one_who_may_not_publish_publishes_nothing_by_hand(author):
    author.groups.set(Group.objects.exclude(name__in=["publishers", "administrators"]))
    release = made.release()
    made.reviewed(release)

    for name in ("publish", "emergency", "take_back"):
        answer = sign_in(author).post(
            page(name, release.pk),
            {"reason": "A made-up reason", "password": "right", "when": "now"},
        )
        assert answer.status_code == 403

    assert not Publication.objects.exists()


def test_a_block_of_another_release_is_not_taken_over():
    ours, theirs = made.release("ours"), made.release("theirs")
    block = Prose.objects.get(parent=theirs)
    client = signed_in("editors")
    data = form_of(client.get(page("change", ours.pk)))
    prefix = next(name for name in data if name.endswith("-id") and "prose" in name)[: -len("0-id")]
    data |= {
        f"{prefix}0-id": block.pk,
        f"{prefix}0-body_en": "<p>Stolen</p>",
        f"{prefix}0-DELETE": "",
    }

    client.post(page("change", ours.pk), data | {f"{prefix}0-parent": ours.pk})

    block.refresh_from_db()
    assert (block.parent, block.body_en) == (theirs, "<p>Made-up text.</p>")
    assert Prose.objects.filter(parent=ours).exclude(body_en__contains="Stolen").count() == 1


def test_a_comment_of_another_release_is_not_answered_or_resolved():
    ours, theirs = made.release("ours"), made.release("theirs")
    comment = Comment.objects.create(release=theirs, by=person("editor"), text="Theirs")

    answer = signed_in("editors").post(
        page("comment", ours.pk, comment.pk), {"_resolve": "1", "text": "Answer"}
    )

    comment.refresh_from_db()
    assert answer.status_code == 404
    assert comment.resolved_at is None
    assert Comment.objects.count() == 1


def test_a_candidate_of_another_release_is_not_signed(author):
    ours, theirs = made.release("ours"), made.release("theirs")
    ask_review(ours, by=person("editor"))
    other = ask_review(theirs, by=person("editor"))

    sign_in(author).post(
        page("review", ours.pk),
        {"edition": other.pk, "parts": ["en"], "meaning": "review", "password": "right"},
    )

    assert not Signature.objects.exists()


AUTOCOMPLETES = [
    ("newsroom", "release", "announces"),
    ("newsroom", "release", "contact"),
    ("newsroom", "release", "product"),
    ("newsroom", "figure", "image"),
]


@pytest.mark.parametrize("field", AUTOCOMPLETES, ids=lambda field: field[2])
def test_autocompletion_tells_staff_without_a_role_nothing(field):
    app, model, name = field
    query = {"app_label": app, "model_name": model, "field_name": name, "term": ""}

    assert signed_in("").get("/admin/autocomplete/", query).status_code == 403


STAFF_PAGES = (
    "change",
    "history",
    "preview",
    "preview_then",
    "review",
    "check",
    "comments",
    "timeline",
    "compare",
    "languages",
    "publish",
    "ask_review",
)


def test_a_script_in_every_field_is_text_on_every_page_of_the_staff(monkeypatch):
    """Written by hand into every column, past forms and sanitisers."""
    scripted(monkeypatch)
    release = planting.saved(
        Release,
        slug="scripted",
        kind="approval",
        next_kind="",
        required_languages=["en", "zh-hans"],
    )
    blocks_for(release, plant=True)
    person("editor").delete()
    by = person(SCRIPT[:150])
    by.first_name, by.last_name = SCRIPT[:25], "<script>alert(1)</script>"
    by.save()
    planting.saved(Comment, release=release, by=by, locale="en")
    release = Release.objects.get(pk=release.pk)
    edition = ask_review(release, by=by, reason=SCRIPT)
    client = signed_in("root")

    for name in STAFF_PAGES:
        assert_harmless(client.get(page(name, release.pk)), name)
    for address in (
        "/admin/",
        "/admin/newsroom/release/",
        f"/admin/newsroom/edition/{edition.pk}/change/",
    ):
        assert_harmless(client.get(address), address)
    conflict = form_of(client.get(page("change", release.pk)))
    Release.objects.filter(pk=release.pk).update(title_en=f"Newer {SCRIPT}")
    assert_harmless(
        client.post(page("change", release.pk), conflict | {"title_en": f"Mine {SCRIPT}"}),
        "conflict",
    )


def scripted(monkeypatch):
    """Let planting write a script instead of a string of its own."""

    def value(field):
        if field.name in ("name", "key") and field.max_length and field.max_length < 100:
            return f"scripted-{next(planting.numbers)}"
        text = f"<p>{SCRIPT}</p>" if field.name.startswith("body_") else SCRIPT
        return text[: field.max_length] if getattr(field, "max_length", None) else text

    monkeypatch.setattr(planting, "_value", value)


def assert_harmless(response, where):
    body = response.content.decode()
    assert response.status_code == 200, where
    assert "<script>alert(" not in body, where
    assert "<img src=x" not in body, where
    assert "alert(1)" in body or where in ("/admin/", "publish", "check", "ask_review"), where


@pytest.mark.parametrize("model", (Image, Document))
def test_a_file_that_an_edition_shows_is_not_deleted(model):
    """The working copy may have left it; the frozen page has not."""
    release = made.release()
    blocks_for(release)
    made.published(release)
    for block in (*release.newsroom_figure_set.all(), *release.newsroom_download_set.all()):
        block.delete()
    row = model.objects.get()
    path = Path(row.file.path)
    base = f"admin:newsroom_{model._meta.model_name}"
    client = signed_in("editors")

    one = client.post(reverse(f"{base}_delete", args=[row.pk]), {"post": "yes"})
    client.post(
        reverse(f"{base}_changelist"),
        {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"},
    )

    assert one.status_code == 403
    assert model.objects.get() == row
    assert path.exists()
    assert EditionText.objects.visible().exists()
