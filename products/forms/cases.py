"""What the acts on a procedure share."""

from django.utils.translation import gettext_lazy as _

from products.models import Procedure, RegulatoryEvent

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
