"""The approved wordings that an approval brings, as forms within its form."""

from django import forms
from django.contrib.admin import site, widgets
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ledger.forms.fields import WordingField, language_choices
from ledger.models import period
from products.enums import ApprovalBasis, WordingKind
from products.models import Indication, IndicationConcept, IndicationVersion


class WordingForm(forms.Form):
    """One approved indication: its use and its wording as on the document."""

    heading = _("Approved indications")
    add_label = _("Add another indication")

    concept = forms.ModelChoiceField(
        IndicationConcept.objects.all(),
        label=_("Use"),
        required=False,
        widget=widgets.AutocompleteSelect(Indication._meta.get_field("concept"), site),
        help_text=_("The same use in other territories, so that they can be laid side by side."),
    )
    new_concept = forms.CharField(
        label=_("New use: short label in English"),
        max_length=200,
        required=False,
        widget=widgets.AdminTextInputWidget,
    )
    text = WordingField(
        label=_("Wording"),
        required=False,
        widget=widgets.AdminTextareaWidget(attrs={"rows": 4}),
        help_text=_("Letter by letter as on the document."),
    )
    language = forms.ChoiceField(
        label=_("Language of the wording"), choices=language_choices, initial="en"
    )
    wording_kind = forms.ChoiceField(
        label=_("Closeness to the label"), choices=WordingKind.choices, initial=WordingKind.LABEL
    )
    approval_basis = forms.ChoiceField(
        label=_("Approval basis"), choices=ApprovalBasis.choices, initial=ApprovalBasis.NOT_STATED
    )
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("concept", "new_concept"),
                    "text",
                    ("language", "wording_kind", "approval_basis"),
                ]
            },
        )
    ]

    def clean(self):
        data = super().clean()
        named = data.get("concept") or data.get("new_concept")
        if data.get("concept") and data.get("new_concept"):
            raise ValidationError(_("Choose a use or name a new one, not both."))
        if named and not (data.get("text") or "").strip():
            self.add_error("text", _("Give the wording."))
        if not named and (data.get("text") or "").strip():
            self.add_error("concept", _("Choose the use or name a new one."))
        return data

    def found_concept(self):
        """Return the use that is meant, if there is one by that name already, or None."""
        data = self.cleaned_data
        if not data.get("new_concept"):
            return data.get("concept")
        return IndicationConcept.objects.filter(key=_key(data["new_concept"])).first()

    def rows(self, authorisation, slot, start):
        """Return the unsaved wording of a new indication in place `slot`, or nothing."""
        data = self.cleaned_data
        if not (data.get("text") or "").strip():
            return []
        concept = self.found_concept() or IndicationConcept.objects.create(
            key=_key(data["new_concept"]), name_en=data["new_concept"]
        )
        indication = Indication.objects.create(
            authorisation=authorisation, slot=slot, concept=concept
        )
        stated = {n: data[n] for n in ("text", "language", "wording_kind", "approval_basis")}
        return [IndicationVersion(indication=indication, **stated, **period(start))]


def _key(label):
    return slugify(label)[:80]


WordingFormSet = forms.formset_factory(WordingForm, extra=1, max_num=12, absolute_max=12)
