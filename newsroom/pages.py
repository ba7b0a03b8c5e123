"""What the public newsroom pages show, as plain values."""

from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from newsroom.enums import ReleaseKind
from newsroom.models import EditionText

LABELS = {"en": "English", "zh-hans": "简体中文"}


@dataclass(frozen=True)
class Card:
    title: str
    url: str
    date: date
    kind: str
    summary: str


@dataclass(frozen=True)
class Alternate:
    """A language of the switcher; `url` is None where the page does not exist in it."""

    code: str
    label: str
    url: str | None


@dataclass(frozen=True)
class ReleasePage:
    text: EditionText
    kind: str
    alternates: list[Alternate] = field(default_factory=list)


def card(text):
    """Return the `Card` of an `EditionText` whose edition is loaded; no query."""
    kind = ReleaseKind(text.edition.release_kind).label
    return Card(text.title, text.get_absolute_url(), text.dated_on, kind, text.summary)


def news(locale, at=None):
    """Texts of the releases visible at `at` in `locale`, newest first, with their editions."""
    return (
        EditionText.objects.visible(at)
        .news()
        .in_language(locale)
        .select_related("edition")
        .defer("article", "plain")
        .latest_first()
    )


def release_page(locale, year, slug, at=None):
    """Return the `ReleasePage` at this address. 1 query; raises `EditionText.DoesNotExist`."""
    text = (
        _at_address(year, slug, at)
        .in_language(locale)
        .select_related("edition")
        .with_locales()
        .get()
    )
    kind = ReleaseKind(text.edition.release_kind).label
    return ReleasePage(text, kind, alternates(year, slug, text.locales))


def languages_of(year, slug, at=None):
    """Return the `Alternate`s of the release at this address, whatever its languages. 1 query."""
    found = set(_at_address(year, slug, at).values_list("locale", flat=True))
    return alternates(year, slug, found)


def alternates(year, slug, locales):
    """Return an `Alternate` for every language of the site; no query."""
    return [
        Alternate(code, LABELS[code], _address(code, year, slug) if code in locales else None)
        for code, _name in settings.LANGUAGES
    ]


def page_text(page, locale, at=None):
    """Return the `EditionText` of the page text `page` (a slug) visible at `at`, or None. 1 query."""
    texts = EditionText.objects.visible(at).in_language(locale)
    return texts.filter(edition__release_kind=ReleaseKind.PROFILE, slug=page).first()


def _at_address(year, slug, at):
    return EditionText.objects.visible(at).news().filter(dated_on__year=year, slug=slug)


def _address(code, year, slug):
    with translation.override(code):
        return reverse("newsroom:release-detail", args=[year, slug])
