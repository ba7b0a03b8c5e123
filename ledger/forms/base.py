"""What the forms of all acts have in common; they only call `ledger.actions`."""

from django import forms
from django.contrib.admin import widgets
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from ledger.errors import LedgerError
from ledger.forms.citations import CitationFormSet
from ledger.forms.disclosure import DisclosureMixin
from ledger.forms.fields import fact_names, form_fields


class ActForm(DisclosureMixin):
    """What every act asks: why, from which sources, and who may see it.

    `row` is the register row acted upon, None for a new record; `act` the name under which the
    registry offers the form. Subclasses add fields in `add_fields()` and write one change set in
    `perform(by, evidence)`.
    """

    title = ""
    explanation = ""
    act = ""
    model = None
    extra_formsets = {}

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        required=False,
        widget=widgets.AdminTextareaWidget(attrs={"rows": 3}),
        help_text=_("What happened and how it became known, for whoever reads this in ten years."),
    )

    def __init__(self, data=None, *, files=None, row=None, initial=None):
        super().__init__(data, files, initial=initial)
        self.row = row
        self.approver = None
        self.model = self.model or type(row)
        self.add_fields()
        self.formsets = {
            prefix: formset(data, files, prefix=prefix)
            for prefix, formset in (self.extra_formsets | {"citations": CitationFormSet}).items()
        }

    def add_fields(self):
        """Add the fields of this act, in the order in which `fact_fieldsets` shows them."""

    @property
    def fact_fieldsets(self):
        return []

    @property
    def fieldsets_after(self):
        """Fieldsets shown after the sources."""
        return [
            (_("Why"), {"fields": ["reason"]}),
            (_("When it becomes public"), {"fields": self.shown(self.disclosure_fields)}),
        ]

    def shown(self, names):
        return [name for name in names if name in self.fields]

    def is_valid(self):
        valid = [form.is_valid() for form in (*self.formsets.values(), super())]
        return all(valid)

    def save(self, by, approver=None):
        """Write the change set and return it; None when the register refuses, with the errors added."""
        self.approver = approver
        try:
            with transaction.atomic():
                found = [form.evidence() for form in self.formsets["citations"]]
                change_set = self.perform(by, [evidence for evidence in found if evidence])
                self.announce(change_set)
        except LedgerError as error:
            self.add_ledger_error(error)
            return None
        except IntegrityError:
            self.add_error(None, _("Another record has these values already, in another form."))
            return None
        return change_set

    def perform(self, by, evidence):
        raise NotImplementedError

    def held(self):
        """Return the open rows about the same as a checked form records anew, a queryset or None."""

    def add_ledger_error(self, error):
        """Show what the register says at the field that it names, else on top."""
        if error.field == "source":
            self.formsets["citations"].forms[0].add_error("source", str(error))
        else:
            self.add_error(error.field if error.field in self.fields else None, str(error))

    def common(self, by, evidence):
        return {
            "by": by,
            "approver": self.approver,
            "evidence": evidence,
            "reason": self.cleaned_data["reason"],
            "disclose": self.disclose,
        }


class FactsMixin:
    """Fields for the facts of the row, filled with what the register holds."""

    def add_fact_fields(self):
        self.facts = fact_names(self.model)
        for name, field in form_fields(self.model, self.facts).items():
            self.fields[name] = field
            if self.row:
                field.initial = getattr(self.row, name)

    def stated_facts(self):
        return {name: self.cleaned_data[name] for name in self.facts}

    def is_unchanged(self, names):
        return all(self.cleaned_data.get(n) == getattr(self.row, n) for n in names)
