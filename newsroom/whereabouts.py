"""Where a release is that was once public at an address: asked of its editions at each request."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import Now

from newsroom.enums import EditionKind
from newsroom.history import history_of, with_history
from newsroom.models import EditionText
from newsroom.pages import LABELS, Alternate, ReleasePage, address, alternates, page_from


@dataclass(frozen=True)
class Whereabouts:
    """What became of an address: one of a `tombstone`, a `redirect`, other languages, or nothing."""

    tombstone: ReleasePage | None = None
    redirect: str = ""
    alternates: tuple[Alternate, ...] = ()


def whereabouts(locale, year, slug, at=None):
    """Return the `Whereabouts` of the release once public at an address that shows none now. 1 query.

    Only what is public at `at` counts, and what was before. A removed release stays removed at each
    of its addresses; another leads from its former address in a language to the one of today in it.
    """
    found = {text.locale: text for text in _visible(year, slug, at)}
    if not found:
        return Whereabouts()
    own = found.get(locale)
    shown = own or next(iter(found.values()))
    if shown.edition.kind == EditionKind.REMOVAL:
        return Whereabouts(tombstone=_tombstone(shown, locale, year, slug))
    if own:
        return Whereabouts(redirect=_address(own) if locale in own.once_in else "")
    return Whereabouts(
        alternates=tuple(
            Alternate(code, LABELS[code], _address(found[code]) if code in found else None)
            for code, _name in settings.LANGUAGES
        )
    )


def _visible(year, slug, at):
    """Texts visible at `at` of the release that is or was public at this address, `once_in` where."""
    once = EditionText.objects.releases().filter(
        dated_on__year=year, slug=slug, edition__publication__visible__startswith__lte=at or Now()
    )
    texts = EditionText.objects.visible(at).filter(
        edition__release__in=once.values("edition__release")
    )
    languages = ArraySubquery(once.order_by("locale").values("locale").distinct())
    texts = texts.annotate(once_in=languages).select_related("edition").defer("article", "plain")
    return with_history(texts, at).order_by("locale")


def _tombstone(text, locale, year, slug):
    page = page_from(text, history_of(text), alternates(year, slug, text.once_in))
    if text.locale == locale:
        return page
    return replace(page, withdrawal=replace(page.withdrawal, note=""))


def _address(text):
    return address(text.locale, text.dated_on.year, text.slug)
