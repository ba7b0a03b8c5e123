"""The bases of register rows: recorded once, and valid for a period."""

from datetime import date

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ledger.dates import ImpreciseDate
from ledger.enums import Precision
from ledger.errors import ImpreciseDateError, NoCertainDayError
from ledger.fields import period_checks
from ledger.models.acts import ChangeSet
from ledger.querysets import RecordedQuerySet, VersionQuerySet


class Recorded(models.Model):
    """A register row: opened by one change set, closed by at most one later one (INV-4 to 6)."""

    opened_by = models.ForeignKey(
        ChangeSet, models.PROTECT, related_name="+", editable=False, verbose_name=_("opened by")
    )
    closed_by = models.ForeignKey(
        ChangeSet,
        models.PROTECT,
        related_name="+",
        editable=False,
        null=True,
        verbose_name=_("closed by"),
    )

    objects = RecordedQuerySet.as_manager()
    bookkeeping = ("id", "opened_by", "closed_by")

    class Meta:
        abstract = True
        constraints = [
            CheckConstraint(
                condition=Q(closed_by=None) | Q(closed_by__gt=F("opened_by")),
                name="%(app_label)s_%(class)s_closed_after_opened",
            )
        ]

    def copied(self, **changes):
        """Return a new unsaved row with this row's facts and `changes` laid over them.

        `changes` names fields, their columns or imprecise dates; another name is a `TypeError`.
        """
        fields = [f for f in self._meta.concrete_fields if f.name not in self.bookkeeping]
        type(self)(**changes)  # the constructor knows every name that may be given
        copy = type(self)(**{f.attname: getattr(self, f.attname) for f in fields})
        for name, value in changes.items():
            setattr(copy, name, value)
        return copy


class Version(Recorded):
    """A fact about an identity, valid for a period of days in its jurisdiction (BT-1, BT-3).

    `valid` is the certain period, half-open; `from_earliest` and `to_latest` bound the possible
    one. Subclasses name their integer `identity` column and, where days are local to a territory,
    the `jurisdiction_path` from the row to its `Jurisdiction`.
    """

    valid = DateRangeField(_("valid"))
    from_earliest = models.DateField(_("starts on or after"), null=True, blank=True)
    from_precision = models.CharField(max_length=10, choices=Precision)
    from_as_stated = models.CharField(_("start as stated"), max_length=200)
    to_latest = models.DateField(_("ends by"), null=True, blank=True)
    to_precision = models.CharField(max_length=10, choices=Precision, blank=True, default="")
    to_as_stated = models.CharField(_("end as stated"), max_length=200, blank=True, default="")

    objects = VersionQuerySet.as_manager()
    identity = None
    jurisdiction_path = None

    class Meta(Recorded.Meta):
        abstract = True
        constraints = [*Recorded.Meta.constraints, *period_checks()]

    @property
    def start(self):
        """The first day, as an `ImpreciseDate`."""
        return ImpreciseDate(
            self.from_earliest, self.valid.lower, self.from_precision, self.from_as_stated
        )

    @property
    def end(self):
        """The first day on which it no longer holds, or None while it has no end."""
        if self.valid.upper is None:
            return None
        return ImpreciseDate(self.valid.upper, self.to_latest, self.to_precision, self.to_as_stated)


def period(start, end=None):
    """Return the columns of a version valid from `start` until `end` (`ImpreciseDate`s).

    `start.latest` opens and `end.earliest` ends the certain period. Raises
    `ImpreciseDateError` when one of them is unknown, `NoCertainDayError` when no day is
    certain in between.
    """
    columns = _start_columns(start) | _end_columns(end)
    upper = end.earliest if end else None
    if upper is not None and start.latest >= upper:
        raise NoCertainDayError(field="end")
    return columns | {"valid": DateRange(start.latest, upper)}


def _start_columns(start):
    if not isinstance(start.latest, date):
        raise ImpreciseDateError(
            gettext(
                "A start needs a latest possible day, the day of the announcement for example."
            ),
            field="start",
        )
    return {
        "from_earliest": start.earliest,
        "from_precision": start.precision,
        "from_as_stated": start.as_stated,
    }


def _end_columns(end):
    if end is None:
        return {"to_latest": None, "to_precision": "", "to_as_stated": ""}
    if end.earliest is None:
        raise ImpreciseDateError(gettext("An end needs an earliest possible day."), field="end")
    return {"to_latest": end.latest, "to_precision": end.precision, "to_as_stated": end.as_stated}
