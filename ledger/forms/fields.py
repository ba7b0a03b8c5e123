"""Form fields made from the columns of a register model."""

from django import forms
from django.contrib.admin import site, widgets
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.forms import SimpleArrayField
from django.db import models
from django.forms.models import fields_for_model
from django.utils.text import capfirst
from django.utils.translation import get_language_info

from ledger.fields import PARTS, ImpreciseDateColumns
from ledger.forms.dates import ImpreciseDateField
from ledger.models import Version

LONGEST_TEXT = 20_000
LANGUAGES = ["en", "zh-hans", "zh-hant", "ja", "de", "fr", "es", "pt", "id", "th"]
PERIOD = ("valid", "from_", "to_")


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


def fact_names(model):
    """Return the names of what a `Recorded` model states, in the order of its columns.

    Imprecise dates stand in place of their parts. Leaves out the bookkeeping, the identity, the
    period, and columns of JSON, which no form here edits.
    """
    part_of = {f"{name}_{part}": name for name in imprecise_dates(model) for part in PARTS}
    columns = [
        column.name
        for column in model._meta.concrete_fields
        if column.name not in (*model.bookkeeping, getattr(model, "identity", None))
        and not isinstance(column, models.JSONField)
        and not (issubclass(model, Version) and column.name.startswith(PERIOD))
    ]
    return list(dict.fromkeys(part_of.get(name, name) for name in columns))


def imprecise_dates(model):
    """Return the names of the `ImpreciseDate`s that a model keeps outside its period."""
    return [name for name, value in vars(model).items() if isinstance(value, ImpreciseDateColumns)]


def form_fields(model, names):
    """Return `{name: form field}` for columns and imprecise dates of `model`."""
    dates = [name for name in imprecise_dates(model) if name in names]
    columns = [name for name in names if name not in dates]
    fields = fields_for_model(model, fields=columns, formfield_callback=_form_field)
    fields |= {name: ImpreciseDateField(label=_label(model, name)) for name in dates}
    return {name: fields[name] for name in names}


def _label(model, name):
    return capfirst(model._meta.get_field(f"{name}_as_stated").verbose_name)


class WordingField(forms.CharField):
    """Keeps the letters and blanks of its source; only the browser's line ends are undone."""

    def __init__(self, **kwargs):
        kwargs |= {"strip": False, "max_length": LONGEST_TEXT}
        super().__init__(**kwargs)

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


def language_choices():
    """Return the languages in which wordings are recorded, named in the active language."""
    return [(code, get_language_info(code)["name_translated"]) for code in LANGUAGES]


def _form_field(column, **kwargs):
    if column.name in ("language", "filed_language"):
        return forms.ChoiceField(
            label=capfirst(column.verbose_name), choices=language_choices, initial=column.default
        )
    if isinstance(column, models.ForeignKey):
        return column.formfield(widget=widgets.AutocompleteSelect(column, site), **kwargs)
    if isinstance(column, models.DateField):
        return column.formfield(widget=DayInput, **kwargs)
    if isinstance(column, ArrayField):
        return column.formfield(form_class=SimpleArrayField, widget=widgets.AdminTextInputWidget)
    if isinstance(column, models.TextField):
        return WordingField(
            label=capfirst(column.verbose_name),
            help_text=column.help_text,
            required=not column.blank,
            widget=widgets.AdminTextareaWidget,
        )
    if isinstance(column, models.CharField) and not column.choices:
        return column.formfield(widget=widgets.AdminTextInputWidget, **kwargs)
    return column.formfield(**kwargs)
