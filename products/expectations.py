"""What a decision does to what was expected of its procedure."""

from dataclasses import replace
from datetime import timedelta

from ledger.enums import Precision
from ledger.models import period
from products.enums import ANSWERS
from products.models import ExpectedDecision


def ended_by(procedure, kind, day):
    """Return `(closes, opens)`: what was expected of `procedure` ends with a decision on `day`.

    Nothing when `kind` decides nothing. An expectation holds for one day at least.
    """
    if not procedure or kind not in ANSWERS:
        return [], []
    rows = ExpectedDecision.objects.current().filter(procedure=procedure, valid__upper_inf=True)
    closes = list(rows)
    return closes, [row.copied(**period(row.start, _after(row.start, day))) for row in closes]


def _after(start, day):
    first = start.latest + timedelta(days=1)
    if day.earliest and day.earliest >= first:
        return day
    latest = max(first, day.latest) if day.latest else None
    return replace(day, earliest=first, latest=latest, precision=Precision.BOUNDED)
