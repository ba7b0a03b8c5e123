"""Events and procedures: what happened, no finer than the source says it."""

from django import forms
from django.contrib.admin import site, widgets
from django.utils.translation import gettext_lazy as _

from ledger.enums import Precision
from ledger.forms.acts import CorrectForm
from ledger.forms.records import RecordForm
from products.enums import DateBasis, EventKind
from products.forms.cases import CurrentProcedureMixin
from products.models import EventIndication, Indication, RegulatoryEvent

STATED_AS = _("A month or a year as stated, or bounds, never carries a day.")
COARSE = {
    DateBasis.STATED_MONTH: {Precision.MONTH, Precision.QUARTER, Precision.HALF, Precision.YEAR},
    DateBasis.STATED_YEAR: {Precision.YEAR},
    DateBasis.RANGE: {Precision.BOUNDED, Precision.QUARTER, Precision.HALF},
}

DESIGNATIONS = (
    EventKind.ORPHAN_DESIGNATION,
    EventKind.ORPHAN_DESIGNATION_MAINTAINED,
    EventKind.BREAKTHROUGH_DESIGNATION,
    EventKind.INTERCHANGEABLE_DESIGNATION,
    EventKind.PRIORITY_REVIEW,
)


def not_finer_than_stated(form, data, name="date"):
    """Add an error at the field `name` when that date is finer than its meaning allows."""
    date, allowed = data.get(name), COARSE.get(data.get("date_basis"))
    if date and allowed and date.precision not in allowed:
        form.add_error(
            name,
            _("“%(date)s” is finer than “%(basis)s”: write it as the source does.")
            % {"date": date.as_stated, "basis": DateBasis(data["date_basis"]).label},
        )


class AboutSomethingMixin:
    """An event or procedure is about a product, or about an asset that is no product yet."""

    def clean(self):
        data = super().clean()
        if not (data.get("product") or data.get("asset_code")):
            self.add_error("product", _("Choose a product, or give an asset code."))
        if "date_basis" in self.fields:
            not_finer_than_stated(self, data)
        return data


class RecordEventForm(CurrentProcedureMixin, AboutSomethingMixin, RecordForm):
    title = _("Record an event")
    model = RegulatoryEvent
    explanation = _(
        "Something happened that opens no wording: an acceptance, an opinion, a launch."
    )
    indications = forms.ModelMultipleChoiceField(
        Indication.objects.all(),
        label=_("Indications concerned"),
        required=False,
        widget=widgets.AutocompleteSelectMultiple(
            EventIndication._meta.get_field("indication"), site
        ),
    )

    @property
    def fact_fieldsets(self):
        facts, *rest = super().fact_fieldsets
        return [facts, (_("Indications"), {"fields": ["indications"]}), *rest]

    def rows(self):
        event, *rest = super().rows()
        event.date = event.date.capped(event.announced_on)
        links = [
            EventIndication(event=event, indication=indication)
            for indication in self.cleaned_data["indications"]
        ]
        return [event, *rest, *links]


class DesignationForm(RecordEventForm):
    title = _("Record a designation")
    explanation = _(
        "An authority gave a medicine or an application a special status: orphan, breakthrough, "
        "interchangeable, priority review."
    )
    left_out = ("holder", "strength", "filing_type", "exchange_filed_on")

    def add_fields(self):
        super().add_fields()
        for name in self.left_out:
            self.facts.remove(name)
            del self.fields[name]
        self.fields["kind"].choices = [(kind, EventKind(kind).label) for kind in DESIGNATIONS]


class CorrectEventForm(CurrentProcedureMixin, AboutSomethingMixin, CorrectForm):
    pass
