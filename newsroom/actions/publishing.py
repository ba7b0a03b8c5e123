"""The way to the public: now, at a moment, in an emergency."""

from contextlib import nullcontext
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from ledger.actions import explained, fire_deferred, hold
from ledger.people import require_no_administrator
from ledger.watches import watched
from newsroom.actions.emergencies import declare
from newsroom.actions.freezing import freeze, locked
from newsroom.actions.ranges import bound, database_now, disclose_with, empty_scheduled
from newsroom.assembly import articles, moment_for
from newsroom.enums import NOTED, EditionKind, NoticeKind, ReleaseKind, StepKind
from newsroom.errors import (
    AddressTakenError,
    AlreadyPublishedError,
    EditionStaleError,
    FactsLaterError,
    MomentMovedError,
    MovedOnError,
    NotSignedError,
    NotUnderReviewError,
    TooEarlyError,
)
from newsroom.impact import settled
from newsroom.models import Binding, Edition, EditionText, Emergency, Publication, Release, Step
from newsroom.notices import done
from newsroom.scopes import scope_hashes, standing
from newsroom.states import turn_of

# What these show depends on their moment; the others ask of a day gone by.
OF_THEIR_MOMENT = [EditionKind.FIRST, EditionKind.RENEWED, EditionKind.CORRECTION]
ANY = object()


@transaction.atomic
def publish_release(
    release: Release, *, by, at: datetime | None = None, emergency: str = "", seen=ANY
) -> Publication:
    """Freeze the working copy once more and publish it, see `freeze` and `publish`.

    `seen` is the newest edition that the publisher was looking at (None: there was none): raises
    `MovedOnError` when somebody froze or published another one meanwhile.
    """
    hold()
    if seen is not ANY and locked(release).editions.first() != seen:
        raise MovedOnError
    return publish(freeze(release, by=by, at=at), by=by, at=at, emergency=emergency)


@transaction.atomic
def publish(
    edition: Edition, *, by, at: datetime | None = None, emergency: str = ""
) -> Publication:
    """Make a candidate public from `at` on (aware, in the future; None: this instant).

    In the same instant the change sets that it announces are disclosed and the edition public
    until then ends. A publication of the same release that lies ahead is taken back, and with it
    the moment of the facts that it was to disclose. Holds the ledger, so that no fact moves
    meanwhile. `emergency` is the reason to do without signatures; a second person confirms then.
    Raises `NotSignedError`, `NotUnderReviewError` when it went back to its writers,
    `AlreadyPublishedError`, `AddressTakenError`, `TooEarlyError` (CL-19), `MomentMovedError` when it
    was frozen for another moment, `EditionStaleError` when it is no longer what would be frozen
    now, `FactsLaterError` when another scheduled release would be public before a fact that moves
    with this one (INV-14), a `LedgerError` when what it announces may not be public by then (INV-13)
    or `by` is an administrator.
    """
    require_no_administrator(by)
    hold()
    release = locked(edition.release)
    _require_publishable(edition, release, at)
    if not emergency:
        _require_signed(edition, release)
    try:
        with transaction.atomic():
            with watched() if _moves_facts(edition, release) else nullcontext():
                publication = _publish(edition, release, at or database_now(), by, emergency)
            fire_deferred()
    except IntegrityError as error:
        raise explained(error) from error
    _decided(publication, release, by=by, at=at, reason=emergency)
    return publication


def _moves_facts(edition, release):
    """Whether publishing discloses anything, or takes back what was to be disclosed."""
    return bool(edition.announces) or release.publications.scheduled().exists()


def _publish(edition, release, at, by, emergency):
    if emergency:
        Emergency.objects.create(edition=edition, reason=emergency, declared_by=by)
    promised = empty_scheduled(release)
    numbers = release.editions.exclude(number=None)
    Edition.objects.filter(pk=edition.pk).update(number=numbers.count() + 1)
    edition.refresh_from_db(fields=["number"])
    bound(release, at)
    disclose_with(edition, release, at, promised)
    _require_facts_first()
    return Publication.objects.create(
        edition=edition, release=release, visible=DateTimeTZRange(at, None), published_by=by
    )


def _decided(publication, release, *, by, at, reason):
    """Note the step, and close what people were asked for."""
    kind = StepKind.SCHEDULED if at else StepKind.PUBLISHED
    edition = publication.edition
    details = {"at": publication.visible.lower.isoformat()}
    if reason:
        declare(publication, by=by, reason=reason)
    Step.objects.create(release=release, edition=edition, kind=kind, by=by, details=details)
    done(release, NoticeKind.REVIEW_ASKED, NoticeKind.VOIDED, NoticeKind.TAKEN_BACK)
    if edition.kind in NOTED:
        settled(release)


def _require_publishable(edition, release, at):
    if edition.number is not None:
        raise AlreadyPublishedError
    if _is_address_taken(edition, release):
        raise AddressTakenError
    if edition.kind in OF_THEIR_MOMENT and at is not None and at != edition.public_at:
        raise MomentMovedError
    if release.is_price_sensitive and not _announced_by(release, at or database_now()):
        raise TooEarlyError
    _require_same(edition, release, at)


def _announced_by(release, at):
    return release.exchange_announced_at and release.exchange_announced_at <= at


def _require_signed(edition, release):
    if turn_of(release) == StepKind.RETURNED:
        raise NotUnderReviewError
    if missing := [part.scope for part in standing(edition) if part.is_open]:
        raise NotSignedError(missing)


def _is_address_taken(edition, release):
    """Addresses freeze with the edition: the working copy they came from may have moved since.

    A page text stands at its address in every year.
    """
    here = EditionText.objects.filter(
        slug__in=edition.texts.values("slug"), edition__publication__visible__isempty=False
    )
    if edition.release_kind == ReleaseKind.PROFILE:
        here = here.filter(edition__release_kind=ReleaseKind.PROFILE)
    else:
        here = here.filter(dated_on__year=edition.as_of.year)
    return here.exclude(edition__release=release).exists()


def _require_same(edition, release, at):
    moment = moment_for(release, at)
    now = scope_hashes(release, moment, articles(release, moment))
    if now != dict(edition.scopes.values_list("scope", "sha256")):
        raise EditionStaleError


def _require_facts_first():
    early = Binding.objects.early().select_related("edition__release").first()
    if early:
        raise FactsLaterError(FactsLaterError.message % {"release": early.edition.release})
