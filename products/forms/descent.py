"""What becomes of indications: split, merged, replaced (ADV-6)."""

from django import forms
from django.contrib.admin import site, widgets
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from ledger import actions
from ledger.errors import LedgerError
from ledger.forms.base import ActForm
from ledger.forms.dates import ImpreciseDateField
from ledger.forms.fields import form_fields
from ledger.forms.records import RecordForm
from products.enums import LineageKind
from products.forms.cases import CurrentProcedureMixin, require_same_case
from products.forms.changes import listings_of
from products.forms.wordings import WordingFormSet
from products.models import EventIndication, Indication, IndicationVersion, Lineage

FORKS = (LineageKind.SPLIT_FROM, LineageKind.MERGED_FROM, LineageKind.REPLACES)


class DescentForm(CurrentProcedureMixin, ActForm):
    """The old identities end, the new ones begin, and each says where it comes from."""

    title = _("Split, merge or replace indications")
    explanation = _(
        "Approved uses were drawn anew: the old ones end, the new ones begin on the same day, and "
        "each new one says from which it comes."
    )
    extra_formsets = {"wordings": WordingFormSet}
    earlier = forms.ModelMultipleChoiceField(
        Indication.objects.select_related("authorisation__product", "authorisation__jurisdiction"),
        label=_("Indications that end"),
        widget=widgets.AutocompleteSelectMultiple(
            EventIndication._meta.get_field("indication"), site
        ),
    )
    kind = forms.ChoiceField(
        label=_("What the new ones are"),
        choices=[(kind, LineageKind(kind).label) for kind in FORKS],
    )
    day = ImpreciseDateField(label=_("From when"))

    def add_fields(self):
        self.fields |= form_fields(Lineage, ["procedure"])
        super().add_fields()
        if isinstance(self.initial.get("earlier"), str):  # one, from an address
            self.initial["earlier"] = [self.initial["earlier"]]

    @property
    def fact_fieldsets(self):
        return [
            (_("What changed"), {"fields": ["earlier", "kind"]}),
            (_("When"), {"fields": ["day", "procedure"]}),
        ]

    def clean(self):
        data = super().clean()
        earlier = list(data.get("earlier") or [])
        if len({indication.authorisation_id for indication in earlier}) > 1:
            self.add_error("earlier", _("Choose indications of one authorisation."))
        elif earlier:
            licence = earlier[0].authorisation
            case = {"product": licence.product, "jurisdiction": licence.jurisdiction}
            require_same_case(self, data.get("procedure"), case)
            self._require_numbers(data, len(earlier))
        return data

    def _require_numbers(self, data, before):
        after = sum(
            bool(form.is_valid() and form.cleaned_data.get("text"))
            for form in self.formsets["wordings"]
        )
        kind = data.get("kind")
        fits = {
            LineageKind.SPLIT_FROM: before == 1 and after > 1,
            LineageKind.MERGED_FROM: before > 1 and after == 1,
            LineageKind.REPLACES: before == 1 and after == 1,
        }
        if not fits.get(kind, True) and all(f.is_valid() for f in self.formsets["wordings"]):
            self.add_error("kind", _NUMBERS[kind])

    def perform(self, by, evidence):
        data = self.cleaned_data
        earlier = list(data["earlier"])
        later = self._later(earlier[0].authorisation)
        named = {"kind": data["kind"], "procedure": data["procedure"]}
        lineage = [
            Lineage(earlier=old, later=new.indication, **named) for old in earlier for new in later
        ]
        return actions.end(
            [*_in_force(earlier), *listings_of(earlier)],
            end=data["day"],
            opens=[*later, *lineage],
            **self.common(by, evidence),
        )

    def _later(self, authorisation):
        slot = authorisation.indications.aggregate(last=Max("slot"))["last"]
        rows = []
        for form in self.formsets["wordings"]:
            rows += form.rows(authorisation, slot + len(rows) + 1, self.cleaned_data["day"])
        return rows


class RecordLineageForm(CurrentProcedureMixin, RecordForm):
    title = _("Record a lineage")
    explanation = _(
        "Two indications that the register holds belong together: the later one extends or narrows "
        "the earlier one, or came out of it. It ends neither."
    )
    model = Lineage

    def clean(self):
        data = super().clean()
        if data.get("earlier") and data.get("earlier") == data.get("later"):
            self.add_error("later", _("Choose two different indications."))
        return data


def _in_force(indications):
    """Return the wordings that end, one for each of `indications`; one without is refused."""
    rows = IndicationVersion.objects.current().filter(valid__upper_inf=True)
    found = list(rows.filter(indication__in=indications).select_related("indication"))
    if len(found) < len(indications):
        raise LedgerError(_ENDED, field="earlier")
    return found


_ENDED = _("One of these indications is not in force any more. Leave it out.")
_NUMBERS = {
    LineageKind.SPLIT_FROM: _("A split ends one indication and opens at least two."),
    LineageKind.MERGED_FROM: _("A merger ends at least two indications and opens one."),
    LineageKind.REPLACES: _("A replacement ends one indication and opens one."),
}
