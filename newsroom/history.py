"""What became of a release since it was first public, read in the query that finds its text.

Nothing here is stored: the dates, the corrections and the withdrawal follow from its editions.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject, Now

from newsroom.enums import FINAL, EditionKind
from newsroom.models import EditionText, Publication
from newsroom.moments import HOME


@dataclass(frozen=True)
class Event:
    """An edition of the release, public since `at` (aware, Hong Kong time, to the second).

    `slug` and `note` are those of its text in one language, "" where it had none in it.
    """

    kind: str
    at: datetime
    slug: str = ""
    note: str = ""


@dataclass(frozen=True)
class Stated:
    """A moment as finely as it is known: of a day alone, `at` is its midnight in Hong Kong."""

    at: datetime
    is_day: bool = False

    @property
    def day(self) -> date:
        return self.at.date()

    @property
    def iso(self) -> str:
        return self.day.isoformat() if self.is_day else self.at.isoformat()


@dataclass(frozen=True)
class Change:
    """A correction or the withdrawal: public since `at`, what readers are told in `note`."""

    at: datetime
    note: str

    @property
    def day(self) -> date:
        return self.at.date()

    @property
    def iso(self) -> str:
        return self.at.isoformat()


def with_history(texts, at=None):
    """Annotate texts with what `history_of` reads: the editions public until `at`; no more queries."""
    events = _events(OuterRef("edition__release"), OuterRef(OuterRef("locale")), at)
    return texts.annotate(history=ArraySubquery(events))


def history_of(text):
    """Return the `Event`s of an `EditionText` of `with_history()`, oldest first; no query."""
    return [_event(found) for found in text.history]


def history_with(text, at):
    """Return the `Event`s up to an unsaved `text` as if it became public at `at` (aware). 1 query."""
    before = _events(text.edition.release, text.locale).values_list("event", flat=True)
    return [*map(_event, before), Event(text.edition.kind, _at_home(at), text.slug, text.note)]


def published_at(dated_on, history):
    """Return when a release was first public: to the instant, or the day of one from before here."""
    first = history[0]
    if first.kind == EditionKind.IMPORTED:
        return Stated(datetime.combine(dated_on, time.min, HOME), is_day=True)
    return Stated(first.at)


def modified_at(dated_on, history):
    """Return when what a release says moved last: minor edits do not move it."""
    later = [event for event in history[1:] if event.kind != EditionKind.MINOR]
    return Stated(later[-1].at) if later else published_at(dated_on, history)


def corrections_of(history):
    """Return the corrections as `Change`s, newest first."""
    corrected = [event for event in history if event.kind == EditionKind.CORRECTION]
    return [Change(event.at, event.note) for event in reversed(corrected)]


def withdrawal_of(history):
    """Return the `Change` that withdrew or removed the release, None while it stands."""
    last = history[-1]
    return Change(last.at, last.note) if last.kind in FINAL else None


def _events(release, locale, at=None):
    own = EditionText.objects.filter(edition=OuterRef("edition"), locale=locale)
    event = JSONObject(
        kind="edition__kind",
        at="visible__startswith",
        text=Subquery(own.values(found=JSONObject(slug="slug", note="note"))),
    )
    public = Publication.objects.filter(release=release, visible__startswith__lte=at or Now())
    return public.order_by("visible__startswith").values(event=event)


def _event(found):
    at = _at_home(datetime.fromisoformat(found["at"]))
    return Event(found["kind"], at, **(found["text"] or {}))


def _at_home(at):
    return at.astimezone(HOME).replace(microsecond=0)
