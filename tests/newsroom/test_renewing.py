"""A save is kept, and voids the signatures under what it changes: also of records that are shared."""

import pytest
from django.urls import reverse

from newsroom.models import Boilerplate, BoilerplateBlock, Contact, Figure, Image, Release, Step
from newsroom.scopes import contributors, standing
from newsroom.sharing import renew_showing, showing
from newsroom.states import is_under_review
from tests.factories import newsroom as made
from tests.newsroom.test_conflicts import address, opened, saved
from tests.staff import member, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return signed_in("editors")


@pytest.fixture
def boilerplate():
    return Boilerplate.objects.create(
        key="about",
        title_en="About",
        title_zh_hans="关于",
        body_en="<p>A</p>",
        body_zh_hans="<p>甲</p>",
    )


def shows(release, boilerplate):
    BoilerplateBlock.objects.create(
        parent=release, region="main", ordering=900, boilerplate=boilerplate
    )


def warnings_of(response):
    return [str(m) for m in response.context["messages"] if m.level_tag == "warning"]


def signed(edition):
    return {part.scope: bool(part.signatures) for part in standing(edition)}


def test_a_save_voids_only_what_it_changes_and_says_so(editor, announcement):
    before = made.reviewed(announcement)
    form = opened(editor, announcement)

    response = editor.post(
        address(announcement), {**form, "title_zh_hans": "另一个标题"}, follow=True
    )

    newest = announcement.editions.first()
    assert signed(newest) == {"en": True, "zh-hans": False, "facts": True}
    [text] = warnings_of(response)
    link = reverse("admin:newsroom_release_compare", args=[announcement.pk])
    assert text.startswith(
        "Made-up title of made-up-release: signatures no longer hold for Simplified Chinese, which"
    )
    assert f'href="{link}?from={before.pk}&amp;to={newest.pk}"' in text
    assert editor.get(link, {"from": before.pk, "to": newest.pk}).status_code == 200


def test_a_save_that_changes_nothing_signed_is_silent(editor, announcement):
    before = made.reviewed(announcement)
    form = opened(editor, announcement)

    response = editor.post(address(announcement), form, follow=True)

    assert announcement.editions.first() == before
    assert warnings_of(response) == []


def test_what_is_no_longer_ready_goes_back_to_its_writers(editor, announcement):
    made.reviewed(announcement)
    form = opened(editor, announcement)

    response = editor.post(address(announcement), {**form, "title_en": ""}, follow=True)

    assert not is_under_review(announcement)
    assert warnings_of(response)[0].startswith("made-up-release is no longer under review: ")


def test_a_standing_text_renews_every_review_of_what_shows_it(editor, announcement, boilerplate):
    shows(announcement, boilerplate)
    made.reviewed(announcement)
    other = made.release("other")
    untouched = made.reviewed(other)
    form = opened(editor, boilerplate)

    response = editor.post(address(boilerplate), {**form, "body_en": "<p>B</p>"}, follow=True)

    assert signed(announcement.editions.first()) == {"en": False, "zh-hans": True, "facts": True}
    assert other.editions.first() == untouched
    assert len(warnings_of(response)) == 1
    assert member("editors").pk in contributors(announcement, "en")
    assert member("editors").pk not in contributors(announcement, "zh-hans")
    assert Step.objects.filter(kind="voided").count() == 1


def test_who_changes_a_standing_text_of_a_draft_has_changed_the_draft(
    editor, announcement, boilerplate
):
    shows(announcement, boilerplate)
    saved(editor, announcement, opened(editor, announcement), title_en="Kept")
    before = announcement.revisions.first()

    saved(editor, boilerplate, opened(editor, boilerplate), body_zh_hans="<p>乙</p>")

    after = announcement.revisions.first()
    assert (after.pk > before.pk, after.scopes) == (True, ["zh-hans"])
    block = next(b for b in after.content["blocks"] if b["type"] == "boilerplateblock")
    assert block["fields"]["shared"]["boilerplate"]["body_zh_hans"] == "<p>乙</p>"


def test_showing_finds_what_shows_a_record(announcement, boilerplate):
    contact = Contact.objects.create(key="desk", name_en="Desk", email="d@example.org")
    image = Image.objects.create(file="images/x.png", sha256="a" * 64, width=1, height=1)
    with_contact = made.release("with-contact", contact=contact)
    with_image = made.release("with-image")
    Figure.objects.create(parent=with_image, region="main", ordering=1, image=image)
    shows(announcement, boilerplate)

    found = [set(showing(record)) for record in (boilerplate, contact, image)]

    assert found == [{announcement}, {with_contact}, {with_image}]


@pytest.mark.parametrize("count", (1, 3))
def test_drafts_are_noted_together(boilerplate, count, django_assert_num_queries):
    for number in range(count):
        release = made.release(f"draft-{number}")
        shows(release, boilerplate)
        made.reviewed(release)
        Step.objects.create(release=release, kind="returned")
    boilerplate.body_en = "<p>B</p>"
    boilerplate.save()

    editor = member("editors")

    with django_assert_num_queries(3):
        renewed = renew_showing(boilerplate, by=editor)

    assert renewed == []
    newest = [release.revisions.first().scopes for release in Release.objects.all()]
    assert newest == [["en"]] * count
