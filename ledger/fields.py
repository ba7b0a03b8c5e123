from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import CheckConstraint, F, Func, Q, Value

from ledger.dates import ImpreciseDate


class ImpreciseDateColumns(property):
    """An `ImpreciseDate` kept in the columns `<prefix>_earliest`, `_latest`, `_precision` and
    `_as_stated`; None when no precision is stored. The model's constructor takes it too.
    """

    def __init__(self, prefix):
        columns = [f"{prefix}_{part}" for part in PARTS]

        def read(row):
            values = [getattr(row, column) for column in columns]
            return ImpreciseDate(*values) if values[2] else None

        def write(row, value):
            for part, column in zip(PARTS, columns, strict=True):
                setattr(row, column, getattr(value, part) if value else EMPTY[part])

        super().__init__(read, write)


PARTS = ("earliest", "latest", "precision", "as_stated")
EMPTY = {"earliest": None, "latest": None, "precision": "", "as_stated": ""}


def date_fits(earliest, latest, precision):
    """Return the condition that three columns make one imprecise date (INV-3); see `dates`."""
    return Func(
        earliest,
        latest,
        F(precision),
        function="ledger_date_fits",
        output_field=models.BooleanField(),
    )


def dated(prefix, *, name):
    """Return the CHECK of a required imprecise date in the columns of `prefix`."""
    columns = F(f"{prefix}_earliest"), F(f"{prefix}_latest"), f"{prefix}_precision"
    return CheckConstraint(condition=date_fits(*columns), name=name)


def no_overlap(*identity):
    """Return INV-1: no two rows of one identity (integer columns) overlap in valid and record time."""
    same = [(_point(column), RangeOperators.OVERLAPS) for column in identity]
    return ExclusionConstraint(
        name="%(app_label)s_%(class)s_no_overlap",
        expressions=[
            *same,
            ("valid", RangeOperators.OVERLAPS),
            (_record_time(), RangeOperators.OVERLAPS),
        ],
    )


def _point(column):
    # A one-value range lets GiST compare integers without btree_gist.
    return Func(F(column), F(column), Value("[]"), function="int8range")


def _record_time():
    return Func(F("opened_by"), F("closed_by"), function="int8range")


def _edge(side):
    return Func(
        F("valid"),
        function=side,
        template="%(function)s(%(expressions)s)",
        output_field=models.DateField(),
    )


def period_checks():
    """Return INV-2 and INV-3 for a version's valid period and its bounds."""
    open_ended = Q(valid__upper_inf=True, to_latest=None, to_precision="")
    return [
        CheckConstraint(
            condition=Q(valid__isempty=False, valid__lower_inf=False),
            name="%(app_label)s_%(class)s_valid_not_empty",
        ),
        CheckConstraint(
            condition=date_fits(F("from_earliest"), _edge("lower"), "from_precision"),
            name="%(app_label)s_%(class)s_start_fits",
        ),
        CheckConstraint(
            condition=open_ended
            | (
                Q(valid__upper_inf=False)
                & date_fits(_edge("upper"), F("to_latest"), "to_precision")
            ),
            name="%(app_label)s_%(class)s_end_fits",
        ),
    ]


__all__ = ["DateRangeField", "ImpreciseDateColumns", "dated", "no_overlap", "period_checks"]
