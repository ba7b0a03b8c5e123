"""What the public newsroom pages show, as plain values."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from newsroom.enums import EditionKind, ReleaseKind
from newsroom.history import (
    Change,
    Stated,
    corrections_of,
    history_of,
    history_with,
    modified_at,
    published_at,
    with_history,
    withdrawal_of,
)
from newsroom.models import EditionText

LABELS = {"en": "English", "zh-hans": "简体中文"}


@dataclass(frozen=True)
class Card:
    title: str
    url: str
    date: date
    kind: str
    summary: str
    is_corrected: bool = False


@dataclass(frozen=True)
class Alternate:
    """A language of the switcher; `url` is None where the page does not exist in it."""

    code: str
    label: str
    url: str | None


@dataclass(frozen=True)
class ReleasePage:
    """A release in one language: `text` as it was frozen, the rest as its editions have it by now.

    `is_removed`: it was published in error, so of `text` nothing may be shown but its note.
    """

    text: EditionText
    kind: str
    alternates: list[Alternate]
    published_at: Stated
    modified_at: Stated
    corrections: list[Change]
    withdrawal: Change | None
    is_removed: bool

    @property
    def template(self):
        name = "removed" if self.is_removed else "release_detail"
        return f"newsroom/{name}.html"

    @property
    def status(self):
        return 410 if self.is_removed else 200


def card(text):
    """Return the `Card` of an `EditionText` of `news()`; no query."""
    kind = ReleaseKind(text.edition.release_kind).label
    is_corrected = bool(corrections_of(history_of(text)))
    return Card(
        text.title, text.get_absolute_url(), text.dated_on, kind, text.summary, is_corrected
    )


def news(locale, at=None):
    """Texts of the releases visible at `at` in `locale`, newest first, with editions and history."""
    texts = EditionText.objects.visible(at).news().in_language(locale).select_related("edition")
    return with_history(texts.defer("article", "plain"), at).latest_first()


def release_page(locale, year, slug, at=None):
    """Return the `ReleasePage` at this address. 1 query; raises `EditionText.DoesNotExist`."""
    texts = EditionText.objects.at_address(locale, year, slug, at).select_related("edition")
    text = with_history(texts.with_locales(), at).get()
    return page_from(text, history_of(text), alternates(year, slug, text.locales))


def page_from(text, history, alternates):
    """Return the `ReleasePage` of `text`, saved or not, the last of `history` (`Event`s); no query.

    Of an unsaved `text` its `edition` must say `kind` and `release_kind`.
    """
    return ReleasePage(
        text=text,
        kind=ReleaseKind(text.edition.release_kind).label,
        alternates=alternates,
        published_at=published_at(text.dated_on, history),
        modified_at=modified_at(text.dated_on, history),
        corrections=corrections_of(history),
        withdrawal=withdrawal_of(history),
        is_removed=text.edition.kind == EditionKind.REMOVAL,
    )


def planned_page(text, at, alternates):
    """Return the `ReleasePage` of an unsaved `text` as if it became public at `at` (aware). 1 query.

    Its `edition`, unsaved too, must say `release`, `release_kind` and `kind`.
    """
    return page_from(text, history_with(text, at), alternates)


def alternates(year, slug, locales):
    """Return an `Alternate` for every language of the site; no query."""
    return [
        Alternate(code, LABELS[code], address(code, year, slug) if code in locales else None)
        for code, _name in settings.LANGUAGES
    ]


def page_text(page, locale, at=None):
    """Return the `EditionText` of the page text `page` (a slug) visible at `at`, or None. 1 query."""
    texts = EditionText.objects.visible(at).upheld().in_language(locale)
    return texts.filter(edition__release_kind=ReleaseKind.PROFILE, slug=page).first()


def address(locale, year, slug):
    """Return the path of a release in the language `locale`."""
    with translation.override(locale):
        return reverse("newsroom:release-detail", args=[year, slug])
