"""What a form was opened on: a short hash of each field, carried by the page itself."""

import hashlib
import json
from datetime import UTC, date, datetime

from django import forms
from django.db.models import Model, QuerySet
from django.forms.models import InlineForeignKeyField

NAME = "_opened_on"
APART = (forms.FileField, InlineForeignKeyField)


def plain(value):
    """Return a form's value as JSON has it, the same whether it was typed or read from the database."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(second=0, microsecond=0).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple | set | QuerySet):
        return _listed([plain(one) for one in value], value)
    return value


def _listed(values, source):
    """Order the keys of records: it says nothing there, while the order of choices is kept."""
    return sorted(values) if any(isinstance(one, Model) for one in source) else values


def field_names(form):
    """Return the names of what is written in `form`, without its keys and its files."""
    apart = {form._meta.model._meta.pk.name, "DELETE"}
    return [n for n, f in form.fields.items() if n not in apart and not isinstance(f, APART)]


def standing(form):
    """Return `{name: value}` of the record that `form` changes, as it is in the database."""
    return {name: _settled(form, name, form.initial.get(name)) for name in field_names(form)}


def typed(form):
    """Return `{name: value}` of a bound form as typed; what was refused stays raw."""
    form.is_valid()
    return {
        name: _settled(
            form, name, form.cleaned_data[name] if name in form.cleaned_data else form[name].value()
        )
        for name in field_names(form)
    }


def stamp(values):
    """Return `{name: hash}` of `{name: value}`."""
    return {name: _hash(value) for name, value in values.items()}


def written(form, formsets):
    """Return the stamps of a form's records as the text of a hidden field.

    A row that the form does not show has an empty stamp, so that it tells from any other text.
    """
    stamps = {"": stamp(standing(form))}
    for formset in formsets:
        stamps |= {key_of(formset, row.pk): {} for row in formset.get_queryset()}
        for one in formset.initial_forms:
            if one.instance.pk:
                stamps[key_of(formset, one.instance.pk)] = stamp(standing(one))
    return json.dumps(stamps, separators=(",", ":"))


def read(text):
    """Return the stamps in `text`; empty, as if everything had changed, when it is none."""
    try:
        stamps = json.loads(text)
    except ValueError:
        return {}
    is_whole = isinstance(stamps, dict) and all(isinstance(one, dict) for one in stamps.values())
    return stamps if is_whole else {}


def key_of(formset, pk):
    """Return the name of a block among the stamps."""
    return f"{formset.prefix}.{pk}"


def _settled(form, name, value):
    """Return a value as `plain`, texts of the editor as they would be saved."""
    value = plain(value)
    sanitize = getattr(form._meta.model._meta.get_field(name), "sanitize", None)
    return plain(sanitize(value)) if sanitize and isinstance(value, str) else value


def _hash(value):
    text = json.dumps(value, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
