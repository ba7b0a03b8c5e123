"""Procedures: recorded as such, or begun by a filing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ledger.forms.acts import CorrectForm
from ledger.forms.fields import form_fields
from ledger.forms.records import RecordForm
from products.enums import EventKind, ProcedureKind
from products.forms.cases import STEP_DATES, STEP_DAYS, event_of
from products.forms.events import AboutSomethingMixin
from products.models import Procedure, RegulatoryEvent


class RecordProcedureForm(AboutSomethingMixin, RecordForm):
    title = _("Record a procedure")
    explanation = _("A regulatory case of which no step is known yet: planned, or only heard of.")
    model = Procedure


class CorrectProcedureForm(AboutSomethingMixin, CorrectForm):
    pass


class FilingForm(RecordProcedureForm):
    """An application and the event by which it became known, in one act."""

    title = _("Record a filing")
    explanation = _(
        "An application was submitted or accepted: the procedure begins, with the wording applied "
        "for where a source gives it. It opens no approved wording."
    )
    step = forms.ChoiceField(
        label=_("What happened"),
        choices=[
            (kind, EventKind(kind).label)
            for kind in (EventKind.SUBMITTED, EventKind.FILING_ACCEPTED)
        ],
    )

    def add_fields(self):
        super().add_fields()
        self.fields |= form_fields(RegulatoryEvent, STEP_DATES)

    @property
    def fact_fieldsets(self):
        return [
            *super().fact_fieldsets,
            (_("Its event"), {"fields": ["step", *STEP_DAYS]}),
        ]

    def rows(self):
        [procedure] = super().rows()
        facts = {name: self.cleaned_data[name] for name in STEP_DATES}
        return [procedure, event_of(procedure, kind=self._kind(), **facts)]

    def _kind(self):
        data = self.cleaned_data
        is_trial = data["kind"] == ProcedureKind.CLINICAL_TRIAL
        if is_trial and data["step"] == EventKind.FILING_ACCEPTED:
            return EventKind.TRIAL_FILING_ACCEPTED
        return data["step"]
