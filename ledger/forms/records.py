"""Forms that record what the register does not hold yet."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ledger import actions
from ledger.enums import ChangeKind
from ledger.forms.base import ActForm, FactsMixin
from ledger.forms.dates import ImpreciseDateField
from ledger.forms.fields import form_fields
from ledger.models import Version, period

KINDS = [
    (ChangeKind.INITIAL, _("First record")),
    (ChangeKind.LATE_ENTRY, _("Late entry: it was so already, the register did not say it")),
]


class RecordForm(FactsMixin, ActForm):
    """Records one row of `model`.

    A `Version` hangs on an identity: `identity_fields` are its columns by which it is found, or
    made; without them the identity itself is chosen.
    """

    identity_fields = ()
    entry_kind = forms.ChoiceField(
        label=_("Kind of entry"), choices=KINDS, initial=ChangeKind.INITIAL
    )

    @classmethod
    def named(cls, title, **attributes):
        """Return a form of this class under the name `title`, for a model without rules of its own."""
        return type(
            f"Record{attributes['model'].__name__}Form", (cls,), {"title": title} | attributes
        )

    def add_fields(self):
        self.fields.update(self._identity_form_fields())
        self.identity_names = [name for name in self.fields if name not in self.base_fields]
        self.add_fact_fields()
        self.terms = self._term_fields()
        self.fields |= self.terms

    @property
    def is_versioned(self):
        return issubclass(self.model, Version)

    @property
    def identity_model(self):
        return self.model._meta.get_field(self.model.identity).related_model

    def _identity_form_fields(self):
        if not self.is_versioned:
            return {}
        if not self.identity_fields:
            return form_fields(self.model, [self.model.identity])
        return form_fields(self.identity_model, self.identity_fields)

    def _term_fields(self):
        if not self.is_versioned:
            return {}
        until = _("The first day on which it no longer held; empty while it holds.")
        return {
            "start": ImpreciseDateField(label=_("Since")),
            "end": ImpreciseDateField(label=_("Until"), required=False, help_text=until),
        }

    @property
    def fact_fieldsets(self):
        fieldsets = [
            (_("What it is about"), {"fields": self.identity_names}),
            (_("What is recorded"), {"fields": self.facts}),
            (_("From when to when"), {"fields": list(self.terms)}),
        ]
        return [(name, options) for name, options in fieldsets if options["fields"]]

    @property
    def fieldsets_after(self):
        (why, _fields), *rest = super().fieldsets_after
        return [(why, {"fields": ["entry_kind", "reason"]}), *rest]

    def perform(self, by, evidence):
        return actions.record(
            self.rows(), kind=self.cleaned_data["entry_kind"], **self.common(by, evidence)
        )

    def rows(self):
        """Return the unsaved rows of this act, in the order in which they refer to each other."""
        return [self.model(**self._row_values())]

    def _row_values(self):
        values = self.stated_facts()
        if self.is_versioned:
            values |= period(self.cleaned_data["start"], self.cleaned_data["end"])
            values[self.model.identity] = self._identity()
        return values

    def held(self):
        if not self.is_versioned or not (identity := self._found_identity()):
            return None
        return self.model.objects.current().filter(**{self.model.identity: identity})

    def _identity(self):
        if found := self._found_identity():
            return found
        named = {name: self.cleaned_data[name] for name in self.identity_fields}
        return self.identity_model.objects.create(**named)

    def _found_identity(self):
        if not self.identity_fields:
            return self.cleaned_data.get(self.model.identity)
        named = {name: self.cleaned_data.get(name) for name in self.identity_fields}
        return self.identity_model.objects.filter(**named).first()
