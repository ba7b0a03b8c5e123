"""What is asked of the register: about what, on which day, and by whose knowledge of when."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from ledger.models import Recorded, Version
from products.models import Authority, IndicationConcept, Jurisdiction, Product


@dataclass(frozen=True)
class Question:
    """One question; `kind` is a key of `kinds.KINDS`.

    `day` None is today, in each territory; with `public_at` it is the day of that instant there.
    `seq` asks as known at that ledger position (BT-2), `public_at` (aware) as public at that
    instant, and at most one of them is given. `known_at` is the instant that `seq` was asked by, or
    the one at which it was recorded.
    """

    kind: str = "wording"
    product: Product | None = None
    jurisdiction: Jurisdiction | None = None
    authority: Authority | None = None
    concept: IndicationConcept | None = None
    day: date | None = None
    seq: int | None = None
    public_at: datetime | None = None
    known_at: datetime | None = None

    @property
    def about(self):
        """What is asked about, as far as it is: product, territory, use, authority."""
        return [
            each for each in (self.product, self.jurisdiction, self.concept, self.authority) if each
        ]

    @property
    def stands_at(self):
        """The instant whose knowledge is asked for, or None for today's."""
        return self.public_at or self.known_at

    def held(self, model: type[Recorded]):
        """Return the rows of `model` that the register held, or the public saw, at that moment."""
        if self.public_at:
            return model.objects.disclosed_at(self.public_at)
        return model.objects.current() if self.seq is None else model.objects.known_at(self.seq)

    def on_day(self, model: type[Version]):
        """Return the versions of `model` held then and in force on the day, with their `certainty`."""
        return self.held(model).on(self.local_day, self.valid_at)

    @property
    def valid_at(self):
        """The instant whose local day counts where no day is asked for."""
        return self.public_at or timezone.now()

    @property
    def local_day(self):
        """The day asked for; that of `valid_at` in the territory asked about; None for many territories."""
        if self.day or not self.jurisdiction:
            return self.day
        return self.valid_at.astimezone(ZoneInfo(self.jurisdiction.time_zone)).date()
