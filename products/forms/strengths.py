"""A new strength: the event and the presentation, and no wording (ADV-18)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ledger import actions
from ledger.forms.base import ActForm
from ledger.forms.fields import form_fields
from ledger.forms.records import KINDS
from ledger.models import period
from products.enums import TERMINAL, EventKind
from products.expectations import ended_by
from products.forms.cases import (
    STEP_DATES,
    STEP_DAYS,
    CurrentProcedureMixin,
    require_same_case,
)
from products.forms.events import not_finer_than_stated
from products.models import (
    AuthorisationVersion,
    Presentation,
    PresentationVersion,
    RegulatoryEvent,
)

EVENT_FACTS = ["procedure", *STEP_DATES, "effective_on", "number"]


class NewStrengthForm(CurrentProcedureMixin, ActForm):
    title = _("Record a new strength")
    explanation = _(
        "A further strength of an authorised medicine was approved: the event and the presentation "
        "in one act. It changes no wording."
    )
    entry_kind = forms.ChoiceField(label=_("Kind of entry"), choices=KINDS)

    def add_fields(self):
        self.fields |= form_fields(Presentation, ["authorisation", "strength"])
        self.fields |= form_fields(PresentationVersion, ["dose_form", "route"])
        self.fields |= form_fields(RegulatoryEvent, EVENT_FACTS)
        super().add_fields()

    @property
    def fact_fieldsets(self):
        return [
            (_("Strength"), {"fields": ["authorisation", "strength", ("dose_form", "route")]}),
            (_("When"), {"fields": [*STEP_DAYS, "effective_on"]}),
            (_("Its procedure"), {"fields": [("procedure", "number")]}),
        ]

    @property
    def fieldsets_after(self):
        (why, _fields), *rest = super().fieldsets_after
        return [(why, {"fields": ["entry_kind", "reason"]}), *rest]

    def clean(self):
        data = super().clean()
        not_finer_than_stated(self, data)
        if licence := data.get("authorisation"):
            case = {"product": licence.product, "jurisdiction": licence.jurisdiction}
            require_same_case(self, data.get("procedure"), case)
            if not _is_in_force(licence):
                self.add_error("authorisation", _("This authorisation is not in force."))
        return data

    def perform(self, by, evidence):
        data = self.cleaned_data
        event = self._event()
        closes, ended = ended_by(data["procedure"], event.kind, event.date)
        return actions.commit(
            kind=data["entry_kind"],
            opens=[event, self._presentation(event.date), *ended],
            closes=closes,
            **self.common(by, evidence),
        )

    def _event(self):
        data, licence = self.cleaned_data, self.cleaned_data["authorisation"]
        event = RegulatoryEvent(
            product=licence.product,
            jurisdiction=licence.jurisdiction,
            authority=licence.authority,
            kind=EventKind.NEW_STRENGTH,
            strength=data["strength"],
            **{name: data[name] for name in EVENT_FACTS},
        )
        event.date = event.date.capped(event.announced_on)
        return event

    def _presentation(self, start):
        data = self.cleaned_data
        presentation, _made = Presentation.objects.get_or_create(
            authorisation=data["authorisation"], strength=data["strength"]
        )
        facts = {name: data[name] or None for name in ("dose_form", "route")}
        return PresentationVersion(presentation=presentation, **facts, **period(start))


def _is_in_force(authorisation):
    rows = AuthorisationVersion.objects.current().filter(authorisation=authorisation)
    return rows.filter(valid__upper_inf=True).exclude(status__in=TERMINAL).exists()
