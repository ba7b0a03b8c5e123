import pytest
from django.urls import reverse

from newsroom.models import IndicationList, Prose, Quote
from newsroom.revisions import latest_revision
from tests import factories as make
from tests.factories import newsroom as made
from tests.newsroom.test_admin_releases import block, page, typed
from tests.staff import member, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def translator():
    return signed_in("translators")


def kept(record, **fields):
    """Return what a browser sends for a block that is there already."""
    return {"id": record.pk, "parent": record.parent_id, **block(record.ordering), **fields}


def posted(release, prose, **fields):
    texts = {"body_en": "<p>Made-up text.</p>", "body_zh_hans": "<p>译文。</p>"} | fields
    blocks = {
        "prose": [kept(prose, **texts)],
        "indicationlist": [kept(one) for one in release.newsroom_indicationlist_set.all()],
    }
    return typed(blocks=blocks, slug=release.slug, kind=release.kind)


@pytest.fixture
def prose(announcement):
    return announcement.newsroom_prose_set.get()


def test_a_translator_changes_texts_and_the_save_is_kept_under_their_name(
    translator, announcement, prose
):
    data = posted(announcement, prose) | {"title_zh_hans": "译题"}

    response = translator.post(page(announcement, "change"), data)

    assert response.status_code == 302
    announcement.refresh_from_db()
    prose.refresh_from_db()
    assert (announcement.title_zh_hans, prose.body_zh_hans) == ("译题", "<p>译文。</p>")
    revision = latest_revision(announcement)
    assert revision.saved_by == member("translators")


def test_whatever_else_is_posted_is_not_read(translator, announcement, prose):
    other = make.product("other")
    listing = announcement.newsroom_indicationlist_set.get()
    data = posted(announcement, prose, languages=["en"], ordering=99, region="other") | {
        "kind": "notice",
        "slug": "moved",
        "required_languages": ["en"],
        "is_price_sensitive": "on",
        "planned_at": "2030-01-01T08:00",
        "newsroom_indicationlist_set-0-product": other.pk,
        "newsroom_indicationlist_set-0-ordering": 0,
    }

    translator.post(page(announcement, "change"), data)

    was = {name: getattr(announcement, name) for name in FIXED}
    place = listing.product_id, listing.ordering, prose.ordering
    for record in (announcement, listing, prose):
        record.refresh_from_db()
    assert {name: getattr(announcement, name) for name in FIXED} == was
    assert (listing.product_id, listing.ordering, prose.ordering) == place
    assert (prose.languages, prose.region) == ([], "main")
    assert prose.body_zh_hans == "<p>译文。</p>"


FIXED = ("kind", "slug", "required_languages", "is_price_sensitive", "planned_at")


def test_blocks_are_neither_added_nor_removed_nor_copied(translator, announcement, prose):
    data = posted(announcement, prose)
    data |= typed(
        blocks={
            "prose": [
                kept(prose, DELETE="on", body_en="<p>Kept.</p>", body_zh_hans="<p>保留。</p>"),
                block(50, body_en="<p>New.</p>"),
            ],
            "quote": [block(60, text_en="New", attribution_en="Somebody")],
            "indicationlist": [
                kept(one, DELETE="on") for one in announcement.newsroom_indicationlist_set.all()
            ],
        }
    )
    data |= {
        "_clone": [f"newsroom.prose:{prose.pk}"],
        "_clone_region": "main",
        "_clone_ordering": 1,
    }

    translator.post(page(announcement, "change"), data)

    assert [one.pk for one in Prose.objects.all()] == [prose.pk]
    assert Prose.objects.get().body_en == "<p>Kept.</p>"
    assert (Quote.objects.count(), IndicationList.objects.count()) == (0, 1)


def test_a_block_of_another_release_is_not_written(translator, announcement, prose):
    other = made.release("another").newsroom_prose_set.get()
    data = posted(announcement, prose)
    data["newsroom_prose_set-0-id"] = other.pk

    translator.post(page(announcement, "change"), data)

    other.refresh_from_db()
    assert other.body_zh_hans == "<p>虚构正文。</p>"


def test_a_translator_writes_no_new_release(translator, announcement):
    answers = [
        translator.get(reverse("admin:newsroom_release_add")).status_code,
        translator.post(page(announcement, "delete"), {"post": "yes"}).status_code,
        translator.get(page(announcement, "change")).status_code,
    ]

    assert answers == [403, 403, 200]


def test_the_form_shows_which_fields_are_fixed(translator, announcement):
    context = translator.get(page(announcement, "change")).context

    fields = context["adminform"].form.fields
    assert {name for name, field in fields.items() if not field.disabled} == {
        f"{name}_{code}" for name in ("title", "summary", "dateline") for code in ("en", "zh_hans")
    }
    assert context["is_limited"]
