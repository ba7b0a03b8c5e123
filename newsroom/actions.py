"""Freeze, then publish: the way of a release from its working copy to the public."""

from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q

from ledger.actions import explained, fire_deferred, hold
from ledger.models import ChangeSet, Disclosure
from ledger.watches import watched
from newsroom.assembly import TEMPLATE_VERSION, articles, moment_for
from newsroom.enums import EditionKind
from newsroom.errors import (
    AddressFixedError,
    AddressTakenError,
    AlreadyPublishedError,
    EditionStaleError,
    FactsLaterError,
    MomentMovedError,
    NotReadyError,
)
from newsroom.models import Binding, Edition, EditionText, Publication, Release
from newsroom.requirements import errors_of, findings_of


@transaction.atomic
def freeze(release: Release, *, by, at: datetime | None = None) -> Edition:
    """Freeze the working copy into a candidate edition, as it would be public at `at`.

    `at` is aware and in the future; None means now. Writes the bytes and bindings of every
    required language. Raises `NotReadyError` with all findings when something is missing,
    `AddressFixedError` when the release was public at another address.
    """
    release = Release.objects.select_for_update(no_key=True).get(pk=release.pk)
    _require_fixed_address(release)
    moment = moment_for(release, at)
    assembled = articles(release, moment)
    if errors := errors_of(findings_of(release, assembled)):
        raise NotReadyError(errors)
    edition = Edition.objects.create(
        release=release,
        release_kind=release.kind,
        kind=moment.kind,
        as_of=moment.as_of,
        public_at=moment.at,
        seq=moment.seq,
        announces=list(moment.announces),
        template_version=TEMPLATE_VERSION,
        frozen_by=by,
    )
    for article in assembled.values():
        _freeze_text(edition, article)
    return edition


@transaction.atomic
def publish(edition: Edition, *, by, at: datetime | None = None) -> Publication:
    """Make a candidate public from `at` on (aware, in the future; None: this instant).

    In the same instant the change sets that it announces are disclosed and the edition public
    until then ends. A publication of the same release that lies ahead is taken back, and with it
    the moment of the facts that it was to disclose. Holds the ledger, so that no fact moves
    meanwhile. Raises `AlreadyPublishedError`, `AddressFixedError`, `AddressTakenError`,
    `MomentMovedError` when a first edition was frozen for another moment, `EditionStaleError` when
    it is no longer what would be frozen now, `FactsLaterError` when another scheduled release would
    be public before a fact that moves with this one (INV-14), a `LedgerError` when what it
    announces may not be public by then (INV-13).
    """
    hold()
    release = Release.objects.select_for_update(no_key=True).get(pk=edition.release_id)
    _require_publishable(edition, release, at)
    try:
        with transaction.atomic():
            with watched():
                publication = _publish(edition, release, at or _database_now(), by)
            fire_deferred()
    except IntegrityError as error:
        raise explained(error) from error
    return publication


def _publish(edition, release, at, by):
    promised = _take_back_scheduled(release)
    numbers = release.editions.exclude(number=None)
    Edition.objects.filter(pk=edition.pk).update(number=numbers.count() + 1)
    edition.refresh_from_db(fields=["number"])
    _bound(release, at)
    _disclose_with(edition, release, at, promised)
    _require_facts_first()
    return Publication.objects.create(
        edition=edition, release=release, visible=DateTimeTZRange(at, None), published_by=by
    )


@transaction.atomic
def take_back(release: Release):
    """Unschedule `release`; what it was to disclose hides again, what is public stays so.

    Does nothing to a release that is not scheduled. Scheduled releases that would say something
    else without its facts are taken back as well. Holds the ledger. Raises a `LedgerError` when
    its facts are fixed, from 30 s before their moment.
    """
    hold()
    try:
        with transaction.atomic(), watched():
            _hide(_take_back_scheduled(release))
            _bound(release)
    except IntegrityError as error:
        raise explained(error) from error


def _freeze_text(edition, article):
    EditionText.objects.create(
        edition=edition,
        locale=article.locale,
        dated_on=edition.as_of,
        slug=edition.release.slug,
        title=article.title,
        summary=article.summary,
        article=article.html,
        plain=article.plain,
        sha256=article.sha256,
        images=article.images,
    )
    Binding.objects.bulk_create(
        Binding(edition=edition, locale=article.locale, **binding) for binding in article.bindings
    )


def _require_publishable(edition, release, at):
    if edition.number is not None:
        raise AlreadyPublishedError
    _require_fixed_address(release)
    if _is_address_taken(edition, release):
        raise AddressTakenError
    if edition.kind == EditionKind.FIRST and at is not None and at != edition.public_at:
        raise MomentMovedError
    _require_same_bytes(edition, release, at)


def _require_fixed_address(release):
    slug = release.public_slug
    if slug and slug != release.slug:
        raise AddressFixedError(AddressFixedError.message % {"slug": slug})


def _is_address_taken(edition, release):
    """Addresses freeze with the edition: the working copy they came from may have moved since."""
    here = EditionText.objects.filter(
        slug__in=edition.texts.values("slug"),
        dated_on__year=edition.as_of.year,
        edition__publication__visible__isempty=False,
    )
    return here.exclude(edition__release=release).exists()


def _require_same_bytes(edition, release, at):
    frozen = edition.texts.values_list("locale", "slug", "title", "summary", "sha256")
    now = articles(release, moment_for(release, at)).values()
    if set(frozen) != {(a.locale, release.slug, a.title, a.summary, a.sha256) for a in now}:
        raise EditionStaleError


def _disclose_with(edition, release, at, promised):
    """Disclose what the edition announces; what was `promised` and it does not show hides again."""
    _hide(promised)
    shown = promised.intersection(edition.bindings.values_list("change_set", flat=True))
    announced = Disclosure.objects.filter(change_set__in=shown.union(edition.announces))
    announced.filter(Q(at=None) | Q(at__gt=at)).update(at=at, reference=f"release:{release.slug}")


def _require_facts_first():
    early = Binding.objects.early().select_related("edition__release").first()
    if early:
        raise FactsLaterError(FactsLaterError.message % {"release": early.edition.release})


def _hide(seqs):
    """Hide `seqs` again, each until the next scheduled release that announces it, if any."""
    hidden = Disclosure.objects.filter(change_set__in=seqs)
    hidden.update(at=None, reference="")
    if not seqs:
        return
    ahead = Publication.objects.scheduled().select_related("edition", "release")
    for publication in ahead.order_by("-visible__startswith"):
        together = ChangeSet.objects.with_mends(publication.edition.announces)
        hidden.filter(change_set__in=together).update(
            at=publication.visible.lower, reference=f"release:{publication.release.slug}"
        )


def _database_now():
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def _take_back_scheduled(release):
    """Empty the publications that lie ahead; return the seqs that they were to disclose."""
    now = _database_now()
    scheduled = release.publications.filter(visible__startswith__gt=now)
    announces = [seq for p in scheduled.select_related("edition") for seq in p.edition.announces]
    scheduled.update(visible=DateTimeTZRange(empty=True))
    with_mends = ChangeSet.objects.with_mends(announces).filter(disclosure__at__gt=now)
    return set(with_mends.values_list("seq", flat=True))


def _bound(release, at=None):
    """Let each publication that has not ended end where the next one starts, the last at `at`."""
    public = [p for p in release.publications.all() if not p.visible.isempty]
    starts = [p.visible.lower for p in public] + ([at] if at else [])
    for publication in public:
        later = [start for start in starts if start > publication.visible.lower]
        end = min(later, default=None)
        if publication.visible.upper is None or publication.visible.upper > _database_now():
            publication.visible = DateTimeTZRange(publication.visible.lower, end)
            publication.save(update_fields=["visible"])
