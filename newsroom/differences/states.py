"""The states of a release that can be compared: working copy, what is public, each edition."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.assembly import articles, moment_for
from newsroom.enums import EditionKind
from newsroom.models import Edition, EditionText
from newsroom.moments import ahead, moment_shown
from newsroom.snapshots import snapshot

WORKING, PUBLIC = "working", "public"


@dataclass(frozen=True)
class State:
    """A release as it is or was: its `source` as people wrote it, what its readers get, its facts.

    `source` is as in `newsroom.snapshots`, None where it was not kept. `texts` are by language, each
    with title, summary, note, slug, plain and images. `facts` are dicts of locale, place, table,
    question and shown. `asked` says in words for which moment.
    """

    key: str
    kind: str
    asked: str
    source: dict | None
    texts: dict
    facts: list


def state_of_working_copy(release):
    """Return the `State` of `release` as it would be public at its planned moment, or now.

    The queries of `snapshot` and `articles`.
    """
    moment = moment_for(release, ahead(release.planned_at))
    assembled = articles(release, moment)
    facts = [{"locale": code, **b} for code, one in assembled.items() for b in one.bindings]
    texts = {
        code: _text(article, release.slug, article.note) for code, article in assembled.items()
    }
    kind = str(EditionKind(moment.kind).label)
    return State(WORKING, kind, moment_shown(moment.at), snapshot(release), texts, facts)


def state_of_edition(edition, key=""):
    """Return the `State` of a frozen edition. 3 queries."""
    columns = ("locale", "place", "table", "question", "shown")
    revision = edition.revision
    return State(
        key or str(edition.pk),
        str(EditionKind(edition.kind).label),
        moment_shown(edition.public_at),
        revision.content if revision else None,
        {text.locale: _text(text, text.slug, text.note) for text in edition.texts.all()},
        list(edition.bindings.order_by("pk").values(*columns)),
    )


def editions_of(release, *, previews):
    """Return the editions of `release`, newest first, with their publications; 1 query.

    Without `previews` only those that are or were public.
    """
    found = release.editions.select_related("publication", "frozen_by")
    if previews:
        return list(found)
    return [edition for edition in found if was_public(edition)]


def was_public(edition):
    """Whether an edition, its publication loaded, is or was public."""
    visible = _visible(edition)
    return visible is not None and visible.lower <= timezone.now()


def public_now(editions):
    """Return that one of `editions` that is public now, or None; no query."""
    now = timezone.now()
    shown = (e for e in editions if was_public(e))
    return next((e for e in shown if not (end := _visible(e).upper) or end > now), None)


def with_contents(pk):
    """Return the edition `pk` with its revision and texts. 2 queries."""
    texts = Prefetch("texts", EditionText.objects.defer("article").order_by("locale"))
    return Edition.objects.select_related("revision").prefetch_related(texts).get(pk=pk)


def name_of(edition):
    """Return what an edition is called among those of its release."""
    if edition.number:
        return _("Edition %(number)s") % {"number": edition.number}
    return _("Candidate of %(at)s") % {
        "at": f"{timezone.localtime(edition.frozen_at):%Y-%m-%d %H:%M}"
    }


def _visible(edition):
    publication = getattr(edition, "publication", None)
    return publication.visible if publication and not publication.visible.isempty else None


def _text(text, slug, note):
    return {
        "title": text.title,
        "summary": text.summary,
        "note": note,
        "slug": slug,
        "plain": text.plain,
        "images": list(text.images),
    }
