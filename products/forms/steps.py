"""The next step of a procedure."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ledger import actions
from ledger.forms.base import ActForm
from ledger.forms.fields import form_fields
from ledger.forms.records import KINDS
from ledger.phrases import listed
from products.enums import APPROVALS, EventKind, ProcedureState
from products.expectations import ended_by
from products.forms.cases import (
    STEP_DATES,
    STEP_DAYS,
    CurrentProcedureMixin,
    event_of,
)
from products.forms.events import not_finer_than_stated
from products.models import RegulatoryEvent
from products.procedures import STATE_AFTER, next_kinds, states_of

FACTS = ["kind", *STEP_DATES, "effective_on", "number", "note"]
STEPS = [kind for kind in STATE_AFTER if kind not in APPROVALS]
LATE = _(
    "An approval of wordings is recorded as a decision; a step that comes before known ones, as an "
    "event."
)


class StepForm(CurrentProcedureMixin, ActForm):
    """The next event of a procedure: only what its state allows is offered."""

    title = _("Record a step of a procedure")
    explanation = _(
        "The review went on: begun, paused, resumed, an opinion, refused, withdrawn. What was "
        "expected of the procedure ends with a decision."
    )
    entry_kind = forms.ChoiceField(label=_("Kind of entry"), choices=KINDS)

    def add_fields(self):
        names = ["procedure", *FACTS]
        self.fields |= form_fields(RegulatoryEvent, names)
        super().add_fields()
        self.fields["procedure"].required = True
        self.fields["kind"] = self._steps()

    def _steps(self):
        field = forms.ChoiceField(label=_("Step"), help_text=LATE)
        field.choices = [(kind, EventKind(kind).label) for kind in STEPS]
        if procedure := self._chosen():
            state = states_of([procedure])[procedure.pk]
            allowed = [kind for kind in next_kinds(procedure, state) if kind in STEPS]
            field.choices = [(kind, kind.label) for kind in allowed]
            field.help_text = _stands(state)
            field.error_messages["invalid_choice"] = _refusal(state, allowed)
        return field

    def _chosen(self):
        value = self.data.get("procedure") or self.initial.get("procedure")
        try:
            return self.fields["procedure"].clean(value)
        except ValidationError:
            return None

    @property
    def fact_fieldsets(self):
        return [
            (_("Procedure"), {"fields": ["procedure", "kind"]}),
            (_("When"), {"fields": [*STEP_DAYS, "effective_on"]}),
            (_("Details"), {"fields": ["number", "note"]}),
        ]

    @property
    def fieldsets_after(self):
        (why, _fields), *rest = super().fieldsets_after
        return [(why, {"fields": ["entry_kind", "reason"]}), *rest]

    def clean(self):
        data = super().clean()
        not_finer_than_stated(self, data)
        return data

    def perform(self, by, evidence):
        data = self.cleaned_data
        facts = {name: data[name] for name in FACTS}
        event = event_of(data["procedure"], **facts)
        closes, opens = ended_by(data["procedure"], event.kind, event.date)
        return actions.commit(
            kind=data["entry_kind"],
            opens=[event, *opens],
            closes=closes,
            **self.common(by, evidence),
        )


def _stands(state):
    return gettext("The procedure is “%(state)s”.") % {"state": ProcedureState(state).label}


def _refusal(state, allowed):
    if not allowed:
        return gettext("%(state)s Nothing follows it.") % {"state": _stands(state)}
    labels = listed(f"“{kind.label}”" for kind in allowed)
    words = gettext("%(state)s What may come: %(allowed)s.")
    return words % {"state": _stands(state), "allowed": labels}
