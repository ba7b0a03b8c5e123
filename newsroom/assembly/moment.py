from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

from ledger.models import ChangeSet
from newsroom.enums import FINAL, EditionKind

HOME_ZONE = ZoneInfo("Asia/Hong_Kong")
DATED = [EditionKind.CORRECTION, *FINAL]


@dataclass(frozen=True)
class Moment:
    """The question that an edition asks of the register.

    `as_of` is the edition's day in Hong Kong. `asked_on` is the day for validity, or None for
    the day of the instant `valid_at` in each row's own jurisdiction. `at` is when facts must be
    public; `announces` are the seqs of change sets that become public with the release; nothing
    recorded after `seq` counts.
    """

    kind: str
    as_of: date
    asked_on: date | None
    valid_at: datetime
    at: datetime
    seq: int
    announces: tuple[int, ...] = ()

    def rows(self, model):
        """Register rows of `model` that are public at this moment."""
        return model.objects.announced_at(self.at, announces=self.announces, seq=self.seq)

    def in_force(self, model):
        """Versions of `model` public at this moment and certainly valid on its day."""
        return self.rows(model).on(self.asked_on, self.valid_at).certain()


def moment_for(release, at=None):
    """Return the `Moment` for the next edition of `release`, public at `at` (aware; now if None).

    A release from before this site is asked as of its original day, with what had been
    announced by the end of that day in Hong Kong. A correction keeps the day of the first edition
    and asks for what is public at `at`; a minor edit asks what the edition before it asked. A
    withdrawal announces nothing. 2 to 4 queries.
    """
    at = at or timezone.now()
    kind = release.edition_kind
    if kind == EditionKind.MINOR:
        return _asked_before(release)
    announced = release.announces.values_list("seq", flat=True)
    announces = () if kind in FINAL else _announced(announced)
    if kind in DATED:
        first = release.public_editions[0]
        return Moment(kind, first.as_of, *_valid(first), at, _newest(), announces)
    if kind == EditionKind.IMPORTED:
        day = release.originally_published_on
        at = min(at, _end_of(day))
        return Moment(kind, day, day, at, at, _newest(), announces)
    return Moment(kind, at.astimezone(HOME_ZONE).date(), None, at, at, _newest(), announces)


def moment_again(edition):
    """Return the question of a frozen `edition` asked again of what the register holds now.

    A minor edit asks of the register of its day, as ever. 2 or 3 queries.
    """
    asked_on, valid_at = _valid(edition)
    if edition.kind in DATED:
        asked_on, valid_at = _valid(edition.release.public_editions[0])
    is_fixed = edition.kind == EditionKind.MINOR
    return Moment(
        edition.kind,
        edition.as_of,
        asked_on,
        valid_at,
        edition.public_at,
        edition.seq if is_fixed else _newest(),
        tuple(edition.announces) if is_fixed else _announced(edition.announces),
    )


def _asked_before(release):
    before = release.public_editions[-1]
    return Moment(
        EditionKind.MINOR,
        before.as_of,
        *_valid(release.public_editions[0]),
        before.public_at,
        before.seq,
        tuple(before.announces),
    )


def _valid(edition):
    """Return the day for validity of an edition that is no correction, and the instant beside it."""
    is_old = edition.kind == EditionKind.IMPORTED
    return (edition.as_of if is_old else None), edition.public_at


def _newest():
    return ChangeSet.objects.order_by("-seq").values_list("seq", flat=True).first() or 0


def _announced(seqs):
    """Return `seqs` and those of what mends them, in order."""
    together = ChangeSet.objects.with_mends(seqs) if seqs else ChangeSet.objects.none()
    return tuple(together.order_by("seq").values_list("seq", flat=True))


def today():
    """Return the day in Hong Kong."""
    return timezone.now().astimezone(HOME_ZONE).date()


def _end_of(day):
    return datetime.combine(day, time.max, HOME_ZONE)
