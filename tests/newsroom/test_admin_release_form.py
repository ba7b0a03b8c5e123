"""The plan of a release in its form, and what stands around the form."""

from datetime import timedelta

import pytest
from django.utils import timezone

from newsroom.errors import TooEarlyError
from newsroom.models import Release
from newsroom.moments import HOME
from newsroom.revisions import recorded
from tests.factories import newsroom as made
from tests.factories import products as make
from tests.factories.pipeline import asset
from tests.newsroom.test_admin_releases import ADD, block, page, typed
from tests.staff import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return signed_in("editors")


def in_days(days):
    moment = timezone.now().astimezone(HOME) + timedelta(days=days)
    return moment.replace(second=0, microsecond=0)


def names(client, address):
    return set(client.get(address).context["adminform"].form.fields)


def kept(release, **fields):
    """Return what a browser sends when nothing but `fields` is changed."""
    prose = release.newsroom_prose_set.get()
    texts = {"body_en": prose.body_en, "body_zh_hans": prose.body_zh_hans}
    blocks = {"prose": [{"id": prose.pk, "parent": release.pk, **block(1), **texts}]}
    return typed(blocks=blocks, slug=release.slug) | fields


def test_a_moment_is_planned_in_hong_kong_time(editor):
    at = in_days(3)

    editor.post(ADD, typed(planned_at=f"{at:%Y-%m-%dT%H:%M}", is_price_sensitive="on"))

    release = Release.objects.get()
    assert (release.planned_at, release.is_price_sensitive) == (at, True)
    form = editor.get(page(release, "change")).context["adminform"].form
    assert form["planned_at"].value() == f"{at:%Y-%m-%dT%H:%M}"


@pytest.mark.parametrize("planned_at", ("2020-01-01T08:00", "soon", "10000-01-01T00:00"))
def test_no_moment_that_has_passed_is_planned(editor, planned_at):
    response = editor.post(ADD, typed(planned_at=planned_at))

    form = response.context["adminform"].form
    assert list(form.errors) == ["planned_at"]
    assert form["planned_at"].value() == planned_at
    assert not Release.objects.exists()


def test_a_planned_moment_that_has_passed_since_holds_nobody_up(editor):
    release = made.release()
    Release.objects.filter(pk=release.pk).update(planned_at=in_days(-1))

    response = editor.post(
        page(release, "change"), kept(release, planned_at=f"{in_days(-1):%Y-%m-%dT%H:%M}")
    )

    assert response.status_code == 302
    release.refresh_from_db()
    assert release.planned_at == in_days(-1)


def test_line_ends_of_a_browser_are_no_change():
    release = made.release(summary_en="One\nTwo")
    made.reviewed(release)
    before = release.revisions.count()

    Release.objects.filter(pk=release.pk).update(summary_en="One\r\nTwo")
    recorded(release, by=made.person("somebody"))

    assert release.revisions.count() == before


def test_what_comes_next_is_asked_once_it_is_public(editor):
    release = made.release()
    asked = {"next_kind", "note_en", "note_zh_hans"}
    assert not names(editor, page(release, "change")) & asked
    assert not names(editor, ADD) & asked

    made.published(release)

    assert names(editor, page(release, "change")) >= asked


def test_a_public_release_links_to_its_pages(editor):
    release = made.release()
    assert editor.get(page(release, "change")).context["public_pages"] == []

    made.published(release)

    year = timezone.now().astimezone(HOME).year
    assert editor.get(page(release, "change")).context["public_pages"] == [
        ("en", f"/en/news/{year}/{release.slug}/"),
        ("zh-hans", f"/zh-hans/news/{year}/{release.slug}/"),
    ]


@pytest.mark.parametrize(
    ("slug", "subject", "address"),
    (
        ("testamab", "product", "products/testamab/"),
        ("hlx-1", "asset", "pipeline/"),
        ("home", "", ""),
        ("elsewhere", "", None),
    ),
)
def test_a_page_text_links_to_the_page_that_it_belongs_to(editor, slug, subject, address):
    subjects = {"product": make.product, "asset": asset}
    of = {subject: subjects[subject]()} if subject else {}
    release = made.release(slug, kind="profile", **of)
    made.published(release)

    shown = editor.get(page(release, "change")).context["public_pages"]

    languages = [] if address is None else ["en", "zh-hans"]
    assert shown == [(code, f"/{code}/{address}") for code in languages]


def test_a_new_release_is_proposed_in_every_language(editor):
    form = editor.get(ADD).context["adminform"].form

    assert form["required_languages"].value() == ["en", "zh-hans"]
    assert Release().required_languages == []


@pytest.mark.parametrize(
    ("role", "labels"),
    (
        ("editors", ["Ask for review"]),
        ("translators", []),
        ("publishers", ["Freeze and publish"]),
        ("auditors", []),
    ),
)
def test_each_role_is_offered_what_it_does_next_with_a_draft(role, labels):
    buttons = signed_in(role).get(page(made.release(), "change")).context["buttons"]

    assert [button.label for button in buttons] == labels


def test_blocks_are_copied_to_no_release_behind_its_back(editor):
    mine, other = made.release(), made.release("another")
    theirs = other.newsroom_prose_set.get()

    editor.post(
        page(mine, "change"),
        kept(mine, _clone=f"newsroom.prose:{theirs.pk}", _clone_region="main", _clone_ordering=1),
    )

    assert list(other.newsroom_prose_set.all()) == [theirs]
    assert mine.newsroom_prose_set.count() == 1


@pytest.mark.parametrize("count", (1, 3))
def test_release_page_query_count(django_assert_num_queries, count):
    release = made.release()
    client = signed_in("auditors")
    for number in range(count):
        release.comments.create(text=f"Number {number}", by=made.person(f"editor-{number}"))
        made.reviewed(release)
    client.get(page(release, "change"))

    with django_assert_num_queries(24):
        client.get(page(release, "change"))


@pytest.mark.parametrize("hours", (None, 1))
@pytest.mark.parametrize("lead", (0, 1))
def test_the_announcement_is_not_moved_behind_what_is_scheduled_or_public(
    editor, announcement, lead, hours
):
    """CL-19 is told at the field, and nothing typed is lost."""
    at = in_days(lead) if lead else None
    made.published(announcement, at=at)
    later = (at or in_days(0)) + timedelta(hours=hours) if hours else ""
    typed_at = f"{later:%Y-%m-%dT%H:%M}" if later else ""
    fields = {"is_price_sensitive": "on", "exchange_announced_at": typed_at, "title_en": "Kept"}

    response = editor.post(page(announcement, "change"), kept(announcement, **fields))

    form = response.context["adminform"].form
    assert form.errors == {"exchange_announced_at": [TooEarlyError.message]}
    assert form["title_en"].value() == "Kept"


def test_a_scheduled_release_is_price_sensitive_when_the_exchange_is_told_first(
    editor, announcement
):
    at = in_days(1)
    made.published(announcement, at=at)
    fields = {"is_price_sensitive": "on", "exchange_announced_at": f"{at:%Y-%m-%dT%H:%M}"}

    editor.post(page(announcement, "change"), kept(announcement, **fields))

    announcement.refresh_from_db()
    assert (announcement.is_price_sensitive, announcement.exchange_announced_at) == (True, at)


def test_a_scheduled_edition_stays_price_sensitive_whatever_is_ticked_since(editor, announcement):
    """Nobody signed that it may be public before the announcement."""
    at = in_days(1)
    plan = {"is_price_sensitive": True, "exchange_announced_at": at}
    Release.objects.filter(pk=announcement.pk).update(**plan)
    made.published(Release.objects.get(pk=announcement.pk), at=at)
    later = f"{at + timedelta(days=1):%Y-%m-%dT%H:%M}"

    response = editor.post(
        page(announcement, "change"), kept(announcement, exchange_announced_at=later)
    )

    form = response.context["adminform"].form
    assert form.errors == {"exchange_announced_at": [TooEarlyError.message]}
    announcement.refresh_from_db()
    assert {name: getattr(announcement, name) for name in plan} == plan


@pytest.mark.parametrize("typed_at", ("0001-01-01T00:00", "9999-12-31T23:59"))
def test_a_moment_outside_the_calendar_is_refused(editor, typed_at):
    response = editor.post(ADD, typed(exchange_announced_at=typed_at))

    assert list(response.context["adminform"].form.errors) == ["exchange_announced_at"]
