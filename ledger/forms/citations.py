"""The sources of an act: chosen from the register's evidence, or added on the spot."""

from django import forms
from django.contrib.admin import site, widgets
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ledger.actions import Evidence
from ledger.enums import Confidence, SourceKind, Stance
from ledger.forms.fields import DayInput
from ledger.models import Citation, SourceDocument

PRIMARY = {SourceKind.APPROVAL_LETTER, SourceKind.LABEL, SourceKind.EXCHANGE_FILING}


class CitationForm(forms.Form):
    """One source with the place in it; `evidence()` saves a new source and returns `Evidence`."""

    heading = _("Sources")
    add_label = _("Add another source")

    source = forms.ModelChoiceField(
        SourceDocument.objects.all(),
        label=_("Source"),
        required=False,
        widget=widgets.AutocompleteSelect(Citation._meta.get_field("source"), site),
        help_text=_("Search by title or address. Not there yet? Describe it below."),
    )
    new_title = forms.CharField(
        label=_("New source: title"),
        max_length=500,
        required=False,
        widget=widgets.AdminTextInputWidget,
    )
    new_kind = forms.ChoiceField(
        label=_("New source: kind"),
        choices=[("", "---------"), *SourceKind.choices],
        required=False,
    )
    new_url = forms.URLField(
        label=_("New source: address"),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=widgets.AdminURLFieldWidget,
    )
    new_dated_on = forms.DateField(
        label=_("New source: date of the document"), required=False, widget=DayInput
    )
    stance = forms.ChoiceField(
        label=_("This source"), choices=Stance.choices, initial=Stance.SUPPORTS, required=False
    )
    locator = forms.CharField(
        label=_("Place or quotation"),
        max_length=2000,
        required=False,
        widget=widgets.AdminTextInputWidget,
        help_text=_("Page, section or the words that matter."),
    )
    note = forms.CharField(
        label=_("Assessment"),
        max_length=2000,
        required=False,
        widget=widgets.AdminTextInputWidget,
        help_text=_("Where sources disagree: why this one is believed, or not."),
    )
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "source",
                    ("new_title", "new_kind"),
                    ("new_url", "new_dated_on"),
                    ("stance", "locator"),
                    "note",
                ]
            },
        )
    ]

    def clean(self):
        data = super().clean()
        if data.get("source") and data.get("new_title"):
            raise ValidationError(_("Choose a source or describe a new one, not both."))
        if data.get("new_title") and not data.get("new_kind"):
            self.add_error("new_kind", _("Say what kind of document it is."))
        if not data.get("new_title") and (data.get("new_kind") or data.get("new_url")):
            self.add_error("new_title", _("Give the new source its title."))
        if data.get("locator") and not (data.get("source") or data.get("new_title")):
            self.add_error("source", _("Choose the source in which this is found."))
        return data

    def evidence(self):
        """Return the `Evidence` that was typed, or None for an empty form."""
        data = self.cleaned_data
        source = data.get("source") or (data.get("new_title") and self._new_source())
        if not source:
            return None
        stance = data["stance"] or Stance.SUPPORTS
        return Evidence(source, data["locator"], stance, data["note"] or None)

    def _new_source(self):
        data = self.cleaned_data
        kind = data["new_kind"]
        return SourceDocument.objects.create(
            key=_free_key(data["new_title"]),
            kind=kind,
            title=data["new_title"],
            url=data["new_url"] or None,
            dated_on=data["new_dated_on"],
            confidence=Confidence.PRIMARY if kind in PRIMARY else Confidence.SECONDARY,
        )


def _free_key(title):
    """Return a key from `title`, numbered when it is taken."""
    stem = slugify(title)[:70] or "source"
    taken = set(SourceDocument.objects.filter(key__startswith=stem).values_list("key", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (stem, *numbered) if key not in taken)


CitationFormSet = forms.formset_factory(CitationForm, extra=1, max_num=8, absolute_max=8)
