from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from ledger.actions import NOT_YET
from newsroom.models import Edition, Image, Publication, Release
from newsroom.moments import HOME
from tests import factories as make
from tests.factories import newsroom as made
from tests.newsroom.test_images import bomb, picture
from tests.staff import PASSWORD, formset, signed_in, with_password

pytestmark = pytest.mark.django_db

ADD = reverse("admin:newsroom_release_add")
SCRIPT = '<script>alert(1)</script><img src=x onerror="alert(1)">'
BLOCKS = (
    "prose",
    "indicationlist",
    "productprofile",
    "pipelinetable",
    "figure",
    "quote",
    "boilerplateblock",
    "download",
    "references",
)


@pytest.fixture
def editor():
    return signed_in("editors")


@pytest.fixture
def publisher():
    return signed_in("publishers")


def typed(*, blocks=None, **fields):
    """Return the POST data of the release form; `blocks` are lists of dicts by block name."""
    data = {
        "title_en": "Made-up title",
        "title_zh_hans": "虚构标题",
        "slug": "made-up",
        "kind": "notice",
        "required_languages": ["en", "zh-hans"],
    } | fields
    for name in BLOCKS:
        data |= formset(f"newsroom_{name}_set", *(blocks or {}).get(name, []))
    return data


def block(ordering=10, **fields):
    return {"region": "main", "ordering": ordering} | fields


def page(release, name, **kwargs):
    return reverse(f"admin:newsroom_release_{name}", args=[release.pk])


def test_a_release_is_made_from_an_empty_form(editor, approved):
    licence = approved.indication.authorisation
    place = {"product": licence.product_id, "jurisdiction": licence.jurisdiction_id}
    blocks = {
        "prose": [block(body_en="<p>Text</p>", body_zh_hans="<p>正文</p>")],
        "indicationlist": [block(20, **place)],
        "productprofile": [block(30, shows=["identity", "trade-names"], **place)],
        "references": [block(40, items="One\nTwo", languages=["en"])],
    }

    response = editor.post(ADD, typed(blocks=blocks) | {"_preview": "1"})

    release = Release.objects.get()
    assert response.url == page(release, "preview")
    assert editor.get(response.url).status_code == 200
    assert release.newsroom_references_set.get().languages == ["en"]
    assert release.newsroom_productprofile_set.get().shows == ["identity", "trade-names"]


@pytest.mark.parametrize(
    ("changes", "field"),
    (
        ({"slug": "not a slug!"}, "slug"),
        ({"required_languages": []}, "required_languages"),
        ({"required_languages": ["tlh"]}, "required_languages"),
        ({"title_en": "", "title_zh_hans": ""}, "title_en"),
        ({"title_zh_hans": "长" * 301}, "title_zh_hans"),
        ({"summary_en": "x" * 10 * 1024 * 1024}, "summary_en"),
        ({"originally_published_on": "2025-02-30"}, "originally_published_on"),
    ),
)
def test_a_refused_form_keeps_everything_that_was_typed(editor, changes, field):
    prose = {"prose": [block(body_en="<p>Kept</p>", body_zh_hans="<p>保留</p>")]}

    response = editor.post(ADD, typed(blocks=prose, dateline_en="Shanghai", **changes))

    form = response.context["adminform"].form
    assert list(form.errors) == [field]
    assert form["dateline_en"].value() == "Shanghai"
    assert "&lt;p&gt;Kept&lt;/p&gt;" in response.content.decode()
    assert Release.objects.count() == 0


def test_ten_megabytes_in_a_block_are_refused_at_the_field(editor):
    long = {"prose": [block(body_en="x" * 10 * 1024 * 1024)]}

    response = editor.post(ADD, typed(blocks=long))

    [inline] = [
        f
        for f in response.context["inline_admin_formsets"]
        if f.formset.prefix.endswith("prose_set")
    ]
    assert list(inline.formset.errors[0]) == ["body_en"]
    assert Release.objects.count() == 0


def test_more_than_the_site_takes_has_a_page_of_its_own(editor):
    response = editor.post(ADD, typed(summary_en="x" * 33 * 1024 * 1024))

    assert response.status_code == 400
    assert "Nothing was saved" in response.content.decode()


def test_only_page_texts_belong_to_a_page(editor):
    response = editor.post(ADD, typed(product=make.product().pk))

    assert "product" in response.context["adminform"].form.errors


def test_script_is_sanitised_or_shown_as_text(editor):
    link = '<a href="javascript:alert(1)">x</a><p style="position:fixed">y</p>'
    blocks = {
        "prose": [block(body_en=SCRIPT + link, body_zh_hans="<p>文</p>")],
        "quote": [block(20, text_en=SCRIPT, attribution_en=SCRIPT, text_zh_hans="q")],
        "references": [block(30, items=SCRIPT)],
    }
    fields = {"title_en": SCRIPT, "summary_en": SCRIPT, "dateline_en": "<b>x</b>"}
    editor.post(ADD, typed(blocks=blocks, **fields))
    release = Release.objects.get()

    for address in (
        page(release, "preview"),
        page(release, "preview_then"),
        page(release, "change"),
        page(release, "check"),
        reverse("admin:newsroom_release_changelist"),
        "/admin/",
    ):
        shown = editor.get(address).content.decode()
        assert "<script>alert" not in shown, address
        assert "<img src=x" not in shown, address
        assert "javascript:alert" not in shown, address
        assert "position:fixed" not in shown, address
    assert "script" not in release.newsroom_prose_set.get().body_en


def test_preview_is_the_public_page_and_is_never_kept(editor, announcement):
    response = editor.get(page(announcement, "preview_then"), {"language": "zh-hans"})

    assert "newsroom/release_detail.html" in [t.name for t in response.templates]
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert response.context["text"].locale == "zh-hans"
    assert announcement.title_zh_hans in response.content.decode()


def test_preview_shows_the_moment_asked_for(editor, announcement):
    hidden = make.approved("other", disclose=NOT_YET)[0]
    made.indication_list(announcement, make.product("other"))
    announcement.announces.add(hidden.opened_by)

    response = editor.get(page(announcement, "preview"), {"at": "2030-01-01T08:00"})

    assert response.context["bar"]["moment"].as_of.isoformat() == "2030-01-01"
    assert hidden.text in editor.get(response.context["then"]).content.decode()


@pytest.mark.parametrize(
    "at", ("soon", "2020-01-01T00:00", "0001-01-01T00:00", "10000-01-01T00:00")
)
def test_preview_says_what_is_wrong_with_a_moment(editor, announcement, at):
    response = editor.get(page(announcement, "preview"), {"at": at})

    assert response.status_code == 200
    assert response.context["bar"]["error"]


def test_publish_now(publisher, announcement):
    seen = made.reviewed(announcement).pk

    response = publisher.post(page(announcement, "publish"), {"when": "now", "seen": seen})

    assert response.url == page(announcement, "change")
    assert Publication.objects.visible().get().release == announcement
    state = publisher.get(response.url).context["state"]
    assert state.startswith("public since")


def test_the_address_may_change_once_it_was_public(editor, announcement):
    made.published(announcement)
    edit = page(announcement, "change")

    editor.post(edit, typed(slug="moved-away", next_kind="minor"))

    announcement.refresh_from_db()
    assert announcement.slug == "moved-away"
    assert "redirect" in str(editor.get(edit).context["adminform"].form.fields["slug"].help_text)


def test_schedule_in_hong_kong_time(publisher, announcement):
    at = (timezone.now() + timedelta(days=2)).astimezone(HOME).replace(second=0, microsecond=0)

    seen = made.reviewed(announcement, at=at).pk

    moment = {"when": "at", "at": f"{at:%Y-%m-%dT%H:%M}", "seen": seen}
    publisher.post(page(announcement, "publish"), moment)

    publication = Publication.objects.get()
    assert publication.visible.lower == at
    assert not Publication.objects.visible().exists()
    state = publisher.get(page(announcement, "change")).context["state"]
    assert state == (
        f"scheduled for {at:%Y-%m-%d %H:%M} Hong Kong time ({at - timedelta(hours=8):%H:%M} UTC)"
        if at.hour >= 8
        else state
    )


def tomorrow():
    return timezone.now() + timedelta(days=1)


def warnings_of(response):
    return [
        str(message) for message in response.context["messages"] if message.level_tag == "warning"
    ]


def buttons(client, release):
    return [button.label for button in client.get(page(release, "change")).context["buttons"]]


def test_a_scheduled_release_is_taken_back_by_a_button(publisher, announcement):
    made.published(announcement, at=tomorrow())
    assert "Take back" in buttons(publisher, announcement)

    response = publisher.post(page(announcement, "take_back"), {"reason": "Moved"}, follow=True)

    assert warnings_of(response) == [
        f"No longer scheduled: {announcement}. Check what it says now and publish it again."
    ]
    assert "Take back" not in buttons(publisher, announcement)
    assert not Publication.objects.scheduled().exists()


def test_what_is_public_is_not_taken_back(publisher, announcement):
    made.published(announcement)

    response = publisher.post(page(announcement, "take_back"), follow=True)

    assert [str(m) for m in response.context["messages"]] == ["This release is not scheduled."]
    assert Publication.objects.visible().exists()


def test_taking_back_is_for_publishers_and_takes_a_reason(editor, publisher, announcement):
    made.published(announcement, at=tomorrow())

    refused = editor.post(page(announcement, "take_back"), {"reason": "Moved"})
    asked = publisher.get(page(announcement, "take_back"))
    without = publisher.post(page(announcement, "take_back"), {"reason": " "})

    assert (refused.status_code, asked.status_code) == (403, 200)
    assert list(without.context["form"].errors) == ["reason"]
    assert Publication.objects.scheduled().exists()


def test_a_disclosure_names_the_releases_that_it_takes_back(announcement, approved):
    made.published(announcement, at=tomorrow())
    licence = approved.indication.authorisation
    fact = make.indication_version(make.indication(licence, 2), "NEW (made up)")
    hidden = make.recorded(fact, disclose=NOT_YET).opened_by
    act = reverse("admin:ledger_changeset_disclose", args=[hidden.pk])

    data = {"disclosure": "now", "reason": "Announced today", "password": PASSWORD}

    response = with_password("regulatory-reviewers").post(act, data, follow=True)

    assert warnings_of(response) == [
        f"No longer scheduled: {announcement}. Check what it says now and publish it again."
    ]


@pytest.mark.parametrize(
    ("data", "field"),
    (
        ({}, "when"),
        ({"when": "at"}, "at"),
        ({"when": "at", "at": "2020-01-01T08:00"}, "at"),
        ({"when": "at", "at": "tomorrow"}, "at"),
    ),
)
def test_publishing_asks_for_a_moment(publisher, announcement, data, field):
    response = publisher.post(page(announcement, "publish"), data)

    assert list(response.context["form"].errors) == [field]
    assert Edition.objects.count() == 0


def test_what_is_not_ready_is_not_published(publisher):
    release = Release.objects.create(
        slug="empty", kind="notice", title_en="Empty", required_languages=["en", "zh-hans"]
    )

    response = publisher.post(page(release, "publish"), {"when": "now"})

    errors = response.context["form"].non_field_errors()
    assert "The title is missing in Simplified Chinese." in errors
    assert Edition.objects.count() == 0
    checked = publisher.get(page(release, "check")).context["findings"]
    assert {finding.level for finding in checked} >= {"error"}


def test_publishing_discloses_what_is_announced(publisher, announcement):
    hidden = make.recorded(make.company_figure(), disclose=NOT_YET)
    announcement.announces.add(hidden.opened_by)
    seen = made.reviewed(announcement).pk
    assert [c.pk for c in publisher.get(page(announcement, "publish")).context["announced"]] == [
        hidden.opened_by_id
    ]

    publisher.post(page(announcement, "publish"), {"when": "now", "seen": seen})

    hidden.opened_by.disclosure.refresh_from_db()
    assert hidden.opened_by.disclosure.at == Publication.objects.get().visible.lower


def test_a_frozen_article_is_readable_with_its_hash(publisher, announcement):
    edition = made.published(announcement)

    shown = publisher.get(reverse("admin:newsroom_edition_change", args=[edition.pk]))

    for text in edition.texts.all():
        assert text.sha256 in shown.content.decode()
        assert text.article in shown.content.decode()


def upload(editor, content, **fields):
    data = {
        "file": SimpleUploadedFile("picture.png", content),
        "alt_en": "A made-up picture",
        "alt_zh_hans": "虚构图片",
    } | fields
    return editor.post(reverse("admin:newsroom_image_add"), data)


def test_a_picture_is_stored_under_its_hash(editor):
    upload(editor, picture().getvalue())

    image = Image.objects.get()
    assert image.file.name == f"images/{image.sha256}.png"
    shown = editor.get(reverse("admin:newsroom_image_file", args=[image.sha256]))
    assert b"".join(shown.streaming_content)[:4] == b"\x89PNG"


def test_the_same_picture_twice_is_told(editor):
    upload(editor, picture().getvalue())

    response = upload(editor, picture().getvalue())

    assert "is here already" in str(response.context["adminform"].form.errors["file"])


@pytest.mark.parametrize(
    ("content", "message"),
    (
        (bomb(50_000, 50_000).getvalue(), "more than 40 million pixels"),
        (b"<svg/>", "not a picture"),
    ),
)
def test_an_unusable_file_is_refused_at_the_field(editor, content, message):
    response = upload(editor, content)

    form = response.context["adminform"].form
    assert message in str(form.errors["file"])
    assert form["alt_en"].value() == "A made-up picture"
    assert Image.objects.count() == 0


@pytest.mark.parametrize("name", ("alt_en", "alt_zh_hans"))
def test_a_picture_is_described_in_every_language(editor, name):
    response = upload(editor, picture().getvalue(), **{name: ""})

    assert list(response.context["adminform"].form.errors) == [name]


def test_autocomplete_for_announcements_offers_hidden_facts_only(editor):
    make.approved(reason="Public reason given")
    make.recorded(make.company_figure(), disclose=NOT_YET, reason="Hidden reason given")
    query = {
        "term": "reason given",
        "app_label": "newsroom",
        "model_name": "release",
        "field_name": "announces",
    }

    found = editor.get(reverse("admin:autocomplete"), query).json()

    assert [item["id"] for item in found["results"]] == ["2"]


def test_what_was_frozen_once_cannot_be_deleted(editor, announcement):
    deleting = page(announcement, "delete")
    assert editor.get(deleting).status_code == 200

    made.published(announcement)

    assert editor.get(deleting).status_code == 403
