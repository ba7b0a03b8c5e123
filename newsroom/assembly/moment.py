from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

from ledger.models import ChangeSet
from newsroom.enums import EditionKind

HOME_ZONE = ZoneInfo("Asia/Hong_Kong")


@dataclass(frozen=True)
class Moment:
    """The question that an edition asks of the register.

    `as_of` is the edition's day in Hong Kong. `asked_on` is the day for validity, or None for
    the day of `at` in each row's own jurisdiction. `announces` are the seqs of change sets that
    become public with the release; nothing recorded after `seq` counts.
    """

    kind: str
    as_of: date
    asked_on: date | None
    at: datetime
    seq: int
    announces: tuple[int, ...] = ()

    def rows(self, model):
        """Register rows of `model` that are public at this moment."""
        return model.objects.announced_at(self.at, announces=self.announces, seq=self.seq)

    def in_force(self, model):
        """Versions of `model` public at this moment and certainly valid on its day."""
        return self.rows(model).on(self.asked_on, self.at).certain()


def moment_for(release, at=None):
    """Return the `Moment` for `release` published at `at` (aware; now if None). 2 or 3 queries.

    A release from before this site is asked as of its original day, with what had been
    announced by the end of that day in Hong Kong.
    """
    at = at or timezone.now()
    kind, asked_on, as_of = EditionKind.FIRST, None, at.astimezone(HOME_ZONE).date()
    if release.originally_published_on:
        kind, asked_on = EditionKind.IMPORTED, release.originally_published_on
        as_of, at = asked_on, min(at, _end_of(asked_on))
    seq = ChangeSet.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    announced = release.announces.values_list("seq", flat=True)
    together = ChangeSet.objects.with_mends(announced) if announced else ChangeSet.objects.none()
    announces = tuple(together.order_by("seq").values_list("seq", flat=True))
    return Moment(kind, as_of, asked_on, at, seq, announces)


def today():
    """Return the day in Hong Kong."""
    return timezone.now().astimezone(HOME_ZONE).date()


def _end_of(day):
    return datetime.combine(day, time.max, HOME_ZONE)
