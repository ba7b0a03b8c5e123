"""How far the days of a timeline are known, in words: what the picture draws as hatching."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ledger.enums import Precision
from products.enums import DateBasis


def of_span(span):
    """Say how far the start and the end of a `Span` are known, in two sentences."""
    pattern = pgettext("a sentence after others", "%(others)s %(sentence)s")
    return pattern % {"others": _start(span), "sentence": _end(span)}


def of_day(day, basis=DateBasis.DECISION):
    """Say how far an `ImpreciseDate` is known, and its meaning where that is not the decision's day."""
    if basis == DateBasis.DECISION:
        return _day(day)
    said = {"certainty": _day(day), "meaning": DateBasis(basis).label}
    return _("%(certainty)s Meaning of the date: %(meaning)s.") % said


def _start(span):
    if not span.is_start_uncertain:
        return _("The first day is known.")
    if span.earliest is None:
        return _("Certain from %(start)s, possible on any day before.") % {"start": span.start}
    return _("Certain from %(start)s, possible from %(earliest)s.") % {
        "start": span.start,
        "earliest": span.earliest,
    }


def _end(span):
    if span.end is None:
        return _("No end is recorded.")
    if not span.is_end_uncertain:
        return _("The end is known.")
    if span.latest is None:
        return _("Certain until %(end)s, possible on any day after.") % {"end": span.end}
    return _("Certain until %(end)s, possible until %(latest)s.") % {
        "end": span.end,
        "latest": span.latest,
    }


def _day(day):
    if day.precision == Precision.DAY:
        return _("The day is known.")
    if day.earliest is None:
        return _("Some day up to %(latest)s.") % {"latest": day.latest}
    if day.latest is None:
        return _("Some day from %(earliest)s on.") % {"earliest": day.earliest}
    return _("Some day from %(earliest)s to %(latest)s.") % {
        "earliest": day.earliest,
        "latest": day.latest,
    }
