"""One form for each act on a row of the register."""

from django import forms
from django.contrib.admin import widgets
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ledger import actions
from ledger.errors import NoCertainDayError
from ledger.forms.base import ActForm, FactsMixin
from ledger.forms.dates import ImpreciseDateField
from ledger.models import Version, period


class AmendForm(FactsMixin, ActForm):
    title = _("Amend")
    explanation = _(
        "The world changed: until a day it was so, from that day it is otherwise. "
        "Both states stay on record."
    )

    def add_fields(self):
        self.add_fact_fields()
        self.fields["start"] = ImpreciseDateField(label=_("New state since"))

    @property
    def fact_fieldsets(self):
        return [
            (_("From when"), {"fields": ["start"]}),
            (_("What holds from then on"), {"fields": self.facts}),
        ]

    def clean(self):
        data = super().clean()
        if not self.errors and self.is_unchanged(self.facts):
            raise ValidationError(_("Nothing differs from the record. Change what is different."))
        return data

    def perform(self, by, evidence):
        start, changes = self.cleaned_data["start"], self.stated_facts()
        return actions.amend(self.row, start=start, changes=changes, **self.common(by, evidence))

    def add_ledger_error(self, error):
        if isinstance(error, NoCertainDayError):
            error = NoCertainDayError(_NO_DAY_LEFT % {"start": self.row.start}, field="start")
        super().add_ledger_error(error)


_NO_DAY_LEFT = _(
    "The state to be amended begins %(start)s: no day is certainly left to it before this one. "
    "Choose a later day, give closer bounds, or correct the record."
)


class CorrectForm(FactsMixin, ActForm):
    title = _("Correct")
    explanation = _(
        "The record was wrong from the beginning: the right facts take its place for the same "
        "period. What was recorded before stays readable."
    )
    entry_error = forms.CharField(
        label=_("What was typed wrong"),
        max_length=2000,
        required=False,
        widget=widgets.AdminTextareaWidget(attrs={"rows": 2}),
        help_text=_("Only for a typing error: then no new source is needed."),
    )

    def add_fields(self):
        self.fields["disclosure"].initial = "now"
        self.add_fact_fields()
        if isinstance(self.row, Version):
            self.fields["start"] = ImpreciseDateField(label=_("Since"), initial=self.row.start)
            self.fields["end"] = ImpreciseDateField(
                label=_("Until"),
                initial=self.row.end,
                required=False,
                help_text=_("The first day on which it no longer held; empty while it holds."),
            )
        self.terms = self.shown(["start", "end"])

    @property
    def fact_fieldsets(self):
        fieldsets = [(_("What is right"), {"fields": self.facts})]
        if self.terms:
            fieldsets.append((_("From when to when"), {"fields": self.terms}))
        return fieldsets

    @property
    def fieldsets_after(self):
        (why, _fields), *rest = super().fieldsets_after
        return [(why, {"fields": ["reason", "entry_error"]}), *rest]

    def clean(self):
        data = super().clean()
        if not self.errors and self.is_unchanged([*self.facts, *self.terms]):
            raise ValidationError(_("Nothing differs from the record. Change what was wrong."))
        return data

    def perform(self, by, evidence):
        changes = self.stated_facts()
        if self.terms:
            changes |= period(self.cleaned_data["start"], self.cleaned_data["end"])
        return actions.correct(
            self.row,
            changes=changes,
            entry_error=self.cleaned_data["entry_error"] or None,
            **self.common(by, evidence),
        )


class RetractForm(ActForm):
    title = _("Retract")
    explanation = _(
        "What was recorded never happened: the record is closed and nothing takes its place. "
        "It stays readable in the history."
    )

    def add_fields(self):
        self.fields["disclosure"].initial = "now"

    def perform(self, by, evidence):
        return actions.retract([self.row], **self.common(by, evidence))


class EndForm(ActForm):
    title = _("End")
    explanation = _("It held and holds no longer from a day on.")

    def add_fields(self):
        self.fields["end"] = ImpreciseDateField(
            label=_("Ends on"), help_text=_("The first day on which it no longer holds.")
        )

    @property
    def fact_fieldsets(self):
        return [(_("From when"), {"fields": ["end"]})]

    def perform(self, by, evidence):
        end = self.cleaned_data["end"]
        return actions.end([self.row], end=end, **self.common(by, evidence))
