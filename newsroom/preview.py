"""A release as its readers get it: now, at a moment to come, or as an edition had it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.history import history_of, with_history
from newsroom.models import Edition, EditionText
from newsroom.pages import LABELS, Alternate, page_from, planned_page

PERMISSION = "newsroom.preview_release"


def page_planned(release, moment, article, at, links):
    """Return the `ReleasePage` of the working copy as if it became public at `at` (aware). 1 query.

    `article` is assembled at `moment`; `links` are addresses by language, for the switcher.
    """
    text = EditionText(
        edition=Edition(release=release, release_kind=release.kind, kind=moment.kind),
        locale=article.locale,
        dated_on=moment.as_of,
        slug=release.slug,
        title=article.title or _("(no title in this language)"),
        summary=article.summary,
        article=article.html,
        images=article.images,
        note=article.note,
    )
    return planned_page(text, at, alternates(links))


def page_of_edition(edition, locale, links):
    """Return the `ReleasePage` of `edition`, its publication loaded, when it was or will be public.

    A candidate is shown as if it became public at its moment, or now. 1 or 2 queries; raises
    `EditionText.DoesNotExist`.
    """
    publication = getattr(edition, "publication", None)
    is_timed = publication is not None and not publication.visible.isempty
    at = publication.visible.lower if is_timed else max(timezone.now(), edition.public_at)
    texts = EditionText.objects.filter(edition=edition, locale=locale)
    text = with_history(texts.select_related("edition__release"), at).get()
    if is_timed and at <= timezone.now():
        return page_from(text, history_of(text), alternates(links))
    return planned_page(text, at, alternates(links))


def page_public(release, locale, links):
    """Return the `ReleasePage` of `release` that is public now in `locale`, or None. 1 query."""
    texts = EditionText.objects.visible().filter(edition__release=release, locale=locale)
    text = with_history(texts.select_related("edition")).first()
    return text and page_from(text, history_of(text), alternates(links))


def alternates(links):
    """Return an `Alternate` for every language; `links` are the addresses of those that exist."""
    return [Alternate(code, label, links.get(code)) for code, label in LABELS.items()]
