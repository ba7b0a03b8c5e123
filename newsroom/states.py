"""Where a release stands: derived from its steps, its signatures and its publications."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    CharField,
    DateTimeField,
    Exists,
    OuterRef,
    Q,
    Subquery,
    TextChoices,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat, Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from ledger.models import Signature
from newsroom.enums import FINAL, StepKind
from newsroom.models import Edition, EditionScope, Publication, Step
from newsroom.moments import moment_shown
from newsroom.scopes import holding

# The last of these says whether a review is going on.
REVIEWING = [StepKind.ASKED, StepKind.TAKEN_BACK]
DECIDED = [StepKind.SCHEDULED, StepKind.PUBLISHED]
TURNS = [*REVIEWING, StepKind.RETURNED, *DECIDED]


class State(TextChoices):
    DRAFT = "draft", gettext_lazy("draft")
    IN_REVIEW = "in-review", gettext_lazy("in review")
    APPROVED = "approved", gettext_lazy("approved")
    SCHEDULED = "scheduled", gettext_lazy("scheduled")
    PUBLIC = "public", gettext_lazy("public")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")


def with_state(releases):
    """Annotate a queryset of releases with what `states_of` reads; no further query."""
    turns = Step.objects.filter(release=OuterRef("pk"), kind__in=TURNS).order_by("-pk")
    newest = (
        Edition.objects.filter(release=OuterRef(OuterRef("pk"))).order_by("-pk").values("pk")[:1]
    )
    shown = Publication.objects.filter(release=OuterRef("pk"), visible__contains=Now())
    return releases.annotate(
        public_since=_start(visible__contains=Now()),
        scheduled_for=_start(visible__startswith__gt=Now()),
        shown_kind=Subquery(shown.values("edition__kind")[:1]),
        last_turn=Subquery(turns.values("kind")[:1]),
        course=ArraySubquery(_course().values("kind")),
        is_unsigned=Exists(_unsigned().filter(edition=Subquery(newest))),
    )


def states_of(release):
    """Return the `State`s of a release of `with_state()`: what readers see, then what is coming."""
    found = []
    if release.public_since:
        found.append(State.WITHDRAWN if release.shown_kind in FINAL else State.PUBLIC)
    if release.scheduled_for:
        found.append(State.SCHEDULED)
    if release.last_turn in REVIEWING:
        found.append(State.IN_REVIEW if release.is_unsigned else State.APPROVED)
    return found or [State.DRAFT]


def state_of(release):
    """Return the state of a release of `with_state()` in words."""
    moments = {
        State.PUBLIC: (_("public since %(at)s"), release.public_since),
        State.WITHDRAWN: (_("withdrawn since %(at)s"), release.public_since),
        State.SCHEDULED: (_("scheduled for %(at)s"), release.scheduled_for),
    }
    words = []
    for state in states_of(release):
        text, at = moments.get(state, (str(state.label), None))
        words.append(text % {"at": moment_shown(at)} if at else text)
    return pgettext("between the states of a release", "; ").join(words)


def in_state(releases, state):
    """Filter a queryset of `with_state()` by a `State`, as `states_of` derives it."""
    is_final = {"shown_kind__in": FINAL}
    reviewed = releases.filter(last_turn__in=REVIEWING)
    return {
        State.DRAFT: releases.filter(public_since=None, scheduled_for=None).exclude(
            pk__in=reviewed.values("pk")
        ),
        State.IN_REVIEW: reviewed.filter(is_unsigned=True),
        State.APPROVED: reviewed.filter(is_unsigned=False),
        State.SCHEDULED: releases.exclude(scheduled_for=None),
        State.PUBLIC: releases.exclude(public_since=None).exclude(**is_final),
        State.WITHDRAWN: releases.exclude(public_since=None).filter(**is_final),
    }[state]


def is_under_review(release):
    """Return whether `release` waits for signatures or for its publication. 1 query."""
    return turn_of(release) in REVIEWING


def turn_of(release):
    """Return the newest step that moved `release` on, or None. 1 query."""
    return release.steps.filter(kind__in=TURNS).values_list("kind", flat=True).first()


def _start(**conditions):
    found = Publication.objects.filter(release=OuterRef("pk"), **conditions)
    starts = found.order_by("visible__startswith").values("visible__startswith")[:1]
    return Subquery(starts, output_field=DateTimeField())


def _course():
    """The turns of a release since its way began anew, newest first, and what was an emergency.

    It begins anew after each publication that was not taken back, and when it is returned.
    """
    steps = Step.objects.filter(release=OuterRef("release")).order_by("-pk")
    newest = steps.filter(kind__in=TURNS, release=OuterRef(OuterRef("release")))
    was_public = Q(kind__in=DECIDED, edition__publication__visible__isempty=False)
    ends = steps.filter(
        was_public | Q(kind=StepKind.RETURNED), pk__lt=Subquery(newest.values("pk")[:1])
    )
    since = Coalesce(Subquery(ends.values("pk")[:1]), 0)
    found = Step.objects.filter(kind__in=[*TURNS, StepKind.EMERGENCY], pk__gt=since)
    return found.filter(release=OuterRef("pk")).order_by("-pk")


def _unsigned():
    """Needed parts of editions without a signature under their very hash."""
    subject = Concat(
        Value("newsroom.release:"),
        Cast(OuterRef("edition__release"), CharField()),
        output_field=CharField(),
    )
    signed = Signature.objects.filter(
        holding(OuterRef("edition")),
        subject=subject,
        scope=OuterRef("scope"),
        content_hash=OuterRef("sha256"),
    )
    return EditionScope.objects.filter(~Exists(signed), is_needed=True)
