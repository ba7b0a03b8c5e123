"""What was filled into a form, for people who read it."""

from django import forms
from django.utils.translation import gettext as _

from ledger.dates import ImpreciseDate
from ledger.forms.dates import written
from ledger.phrases import listed

ELSEWHERE = {"citations"}


def filled(form):
    """Return `[(heading, [(label, value in words)])]` of a bound act's form, without what is empty.

    The sources are left out. One query for each record that was chosen.
    """
    parts = [
        *_sections(form, form.fact_fieldsets),
        *_of_formsets(form),
        *_sections(form, form.fieldsets_after),
    ]
    return [(heading, lines) for heading, lines in parts if lines]


def _of_formsets(form):
    for prefix, formset in form.formsets.items():
        if prefix not in ELSEWHERE:
            for each in formset:
                if each.has_changed():
                    yield from _sections(each, each.fieldsets, each.heading)


def _sections(form, fieldsets, heading=""):
    for name, options in fieldsets:
        lines = [_line(form, field) for field in _flat(options["fields"])]
        yield name or heading, [line for line in lines if line[1]]


def _flat(names):
    for name in names:
        yield from [name] if isinstance(name, str) else name


def _line(form, name):
    return str(form[name].label), _in_words(form, name)


def _in_words(form, name):
    """A value as the form understood it, else as it was typed."""
    field, typed = form.fields[name], form[name].value()
    value = getattr(form, "cleaned_data", {}).get(name)
    if isinstance(value, ImpreciseDate):
        return written(value)
    if isinstance(value, bool):
        return _("yes") if value else ""
    if isinstance(field, forms.ModelMultipleChoiceField):
        return listed(value or [])
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return str(_label_of(field, typed)) if typed else ""
    return str(typed or "") if value in (None, "") else str(value)


def _label_of(field, typed):
    return dict(field.choices).get(typed, typed)
