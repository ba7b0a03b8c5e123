"""What the acts on a procedure share: its event, and what its decision ends."""

from dataclasses import replace
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from ledger.enums import Precision
from ledger.models import period
from products.enums import ANSWERS
from products.models import ExpectedDecision, Procedure, RegulatoryEvent

STEP_DATES = ["date", "date_basis", "seq_on_day", "announced_on", "exchange_filed_on"]
STEP_DAYS = [("date", "date_basis"), "seq_on_day", ("announced_on", "exchange_filed_on")]


def event_of(procedure, **facts):
    """Return an unsaved event of `procedure`, no later than it was announced."""
    event = RegulatoryEvent(
        product=procedure.product,
        asset_code=procedure.asset_code,
        jurisdiction=procedure.jurisdiction,
        authority=procedure.authority,
        procedure=procedure,
        **facts,
    )
    event.date = event.date.capped(event.announced_on)
    return event


def ended_expectations(procedure, kind, day):
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


def require_same_case(form, procedure, about):
    """Add an error when `procedure` is about another product or territory than `about` says."""
    if procedure and any(
        about.get(name) and getattr(procedure, name) != about[name]
        for name in ("product", "jurisdiction")
    ):
        form.add_error("procedure", _("This procedure is about another product or territory."))


class CurrentProcedureMixin:
    """A procedure is chosen among those that the register holds."""

    def add_fields(self):
        super().add_fields()
        if "procedure" in self.fields:
            self.fields["procedure"].queryset = Procedure.objects.current()
