"""The page to come beside the one that is public, and who may see it."""

import time
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from newsroom.enums import EditionKind
from newsroom.models import EditionText, Image, Release
from newsroom.moments import HOME
from tests.factories import newsroom as made
from tests.newsroom.test_admin_releases import SCRIPT
from tests.staff import signed_in

pytestmark = pytest.mark.django_db
OTHERS = ("auditors", "administrators", "")


@pytest.fixture
def editor():
    return signed_in("editors")


def get(client, release, pane="", **query):
    address = reverse(f"admin:newsroom_release_preview{pane}", args=[release.pk])
    return client.get(address, query)


def tomorrow():
    return (timezone.now() + timedelta(days=1)).replace(second=0, microsecond=0)


@pytest.mark.parametrize("locale", ("en", "zh-hans"))
@pytest.mark.parametrize("kind", (None, EditionKind.CORRECTION, EditionKind.WITHDRAWAL))
def test_the_pane_is_the_page_that_becomes_public(editor, client, announcement, kind, locale):
    release = announcement
    if kind:
        made.published(release)
        time.sleep(1)  # changes are told to the second
        Release.objects.update(
            title_en="Another title", next_kind=kind, note_en="Why", note_zh_hans="原因"
        )
        release = Release.objects.get()

    shown = get(editor, release, "_then", language=locale).content.decode()

    made.published(release)
    text = EditionText.objects.visible().get(locale=locale)
    public = client.get(text.get_absolute_url().replace("/en/", f"/{locale}/"))
    assert same(shown, release) == same(public.content.decode(), release)


def same(html, release):
    """A page without its addresses by language and the seconds at which it became public."""
    lines = [line for line in html.splitlines() if "hreflang" not in line and "_time" not in line]
    return [line.partition("T")[0] if "<time" in line else line for line in lines]


def test_pictures_are_shown_before_they_are_public(editor, announcement):
    image = Image.objects.create(
        file="images/x.png", sha256="a" * 64, width=1, height=1, alt_en="A", alt_zh_hans="甲"
    )
    announcement.newsroom_figure_set.create(region="main", ordering=900, image=image)

    shown = get(editor, announcement, "_then").content.decode()

    assert f'src="/admin/newsroom/image/file/{"a" * 64}"' in shown


def test_only_the_panes_may_be_framed_and_only_by_us(editor, announcement):
    made.published(announcement)

    answers = [get(editor, announcement, pane, language="en") for pane in ("_then", "_now", "")]

    assert [r.headers["X-Frame-Options"] for r in answers] == ["SAMEORIGIN", "SAMEORIGIN", "DENY"]
    policies = [r.headers["Content-Security-Policy"] for r in answers]
    assert ["frame-ancestors 'self'" in policy for policy in policies] == [True, True, False]
    assert ["frame-ancestors 'none'" in policy for policy in policies] == [False, False, True]
    for response in answers:
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex"


def test_the_planned_moment_is_shown_unasked(editor, announcement):
    at = tomorrow()
    Release.objects.update(planned_at=at)

    bar = get(editor, announcement).context["bar"]

    assert bar["typed"] == f"{at.astimezone(HOME):%Y-%m-%dT%H:%M}"
    assert (bar["at"], bar["moment"].at) == (at, at)
    assert get(editor, announcement, at="").context["bar"]["at"] is None


def test_a_planned_moment_that_has_passed_is_now(editor, announcement):
    Release.objects.update(planned_at=timezone.now() - timedelta(days=1))

    bar = get(editor, announcement).context["bar"]

    assert (bar["typed"], bar["at"], bar["error"]) == ("", None, "")


@pytest.mark.parametrize(
    ("reader", "languages", "opened"),
    (
        ("zh-hans", ["en", "zh-hans"], "zh-hans"),
        ("en", ["en", "zh-hans"], "en"),
        ("zh-hans", ["en"], "en"),
    ),
)
def test_it_opens_in_the_readers_own_language(editor, announcement, reader, languages, opened):
    Release.objects.update(required_languages=languages)
    editor.cookies["django_language"] = reader

    response = get(editor, announcement)

    assert response.context["language"] == opened
    assert [code for code, _name, _address in response.context["languages"]] == languages


def test_the_public_page_stands_beside_it(editor, announcement):
    assert get(editor, announcement).context["now"] == ""
    assert get(editor, announcement, "_now", language="en").status_code == 404
    made.published(announcement)
    Release.objects.update(title_en="NOT YET PUBLIC")

    both = get(editor, announcement).context
    now, then = (editor.get(both[name]).content.decode() for name in ("now", "then"))

    assert ("NOT YET PUBLIC" in now, "NOT YET PUBLIC" in then) == (False, True)


def test_a_removal_is_shown_as_its_tombstone(editor, announcement):
    made.published(announcement)
    note = {"note_en": "Published in error.", "note_zh_hans": "误发。"}
    Release.objects.update(next_kind=EditionKind.REMOVAL, **note)

    response = get(editor, announcement, "_then")

    assert response.status_code == 410
    assert "Published in error." in response.content.decode()
    assert announcement.title_en not in response.content.decode()


def test_editions_are_shown_as_they_were(editor, announcement):
    first = made.published(announcement)
    made.corrected(announcement, title_en="Corrected title")

    wrapper = get(editor, announcement, edition=first.pk).context
    shown = editor.get(wrapper["then"]).content.decode()

    assert wrapper["bar"]["edition"] == "Edition 1"
    assert ("Corrected title" in shown, "Made-up correction." in shown) == (False, False)
    assert first.texts.get(locale="en").title in shown


def test_a_candidate_is_shown_as_it_would_be(editor, announcement):
    made.published(announcement)
    note = {"note_en": "Why it is corrected", "note_zh_hans": "更正原因"}
    Release.objects.update(title_en="Candidate title", next_kind=EditionKind.CORRECTION, **note)
    candidate = made.reviewed(Release.objects.get())

    shown = get(editor, announcement, "_then", edition=candidate.pk).content.decode()

    assert "Candidate title" in shown
    assert "Why it is corrected" in shown


@pytest.mark.parametrize("pane", ("", "_then"))
@pytest.mark.parametrize("edition", ("foreign", "0", "x", "9" * 30, SCRIPT))
def test_editions_of_others_are_not_found(editor, announcement, pane, edition):
    foreign = made.published(made.release("another"))
    key = foreign.pk if edition == "foreign" else edition

    assert get(editor, announcement, pane, edition=key).status_code == 404


@pytest.mark.parametrize("role", OTHERS)
@pytest.mark.parametrize("pane", ("", "_then", "_now"))
def test_preview_is_a_permission_of_its_own(announcement, role, pane):
    edition = made.published(announcement)
    client = signed_in(role)

    assert get(client, announcement, pane, language="en").status_code == 403
    assert get(client, announcement, pane, edition=edition.pk).status_code == 403


def test_a_release_without_languages_says_so(editor, announcement):
    Release.objects.update(required_languages=[])

    response = get(editor, announcement)

    assert "No language is chosen for this release yet." in response.content.decode()
    assert get(editor, announcement, "_then").status_code == 404


def test_script_stays_text(editor, announcement):
    Release.objects.update(title_en=SCRIPT, summary_en=SCRIPT, dateline_en=SCRIPT)

    for response in (get(editor, announcement), get(editor, announcement, "_then", at=SCRIPT)):
        assert "<script>alert" not in response.content.decode()
        assert "<img src=x" not in response.content.decode()
