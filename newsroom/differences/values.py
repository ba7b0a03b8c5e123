"""Values of fields in words: labels of choices, names of records, texts without their markup."""

from datetime import date, datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField
from django.utils import formats
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ledger.keys import typed_key
from ledger.phrases import listed
from newsroom.assembly.articles import plain_text
from newsroom.fields import ChoicesField
from newsroom.labels import field_label
from newsroom.moments import moment_shown

LOCALES = [code for code, _name in settings.LANGUAGES]


def label_of(model, name):
    """Return what the form calls a field."""
    return capfirst(field_label(model, name))


def locale_of(name):
    """Return the language of a translated field by its name, "" of any other."""
    return next((code for code in LOCALES if name.endswith(f"_{code.replace('-', '_')}")), "")


def model_and_field(model, name):
    """Return whose field `name` is, for `image.alt_en` that of the related record; None if gone."""
    head, _dot, tail = name.partition(".")
    try:
        column = model._meta.get_field(head) if model else None
    except FieldDoesNotExist:
        column = None
    if column is None:
        return None, name
    return model_and_field(column.related_model, tail) if tail else (model, name)


class Records:
    """The names of records that fields refer to, asked for together: 1 query a model."""

    def __init__(self, values):
        """`values` are (model, field name, value) as `plain` and snapshots have them."""
        keys = {}
        for model, name, value in values:
            model, name = model_and_field(model, name)
            related = model and model._meta.get_field(name).related_model
            if related and value:
                keys.setdefault(related, set()).update(_keys(value))
        self.names = {
            related: {row.pk: str(row) for row in related._default_manager.filter(pk__in=wanted)}
            for related, wanted in keys.items()
        }

    def named(self, related, value):
        known = self.names.get(related, {})
        return [known.get(key, _("(deleted: no. %(key)s)") % {"key": key}) for key in _keys(value)]


def in_words(model, name, value, records):
    """Return the text of `value`, as `plain` and snapshots have it, of a field of `model`."""
    field = model._meta.get_field(name)
    if isinstance(field, BooleanField):
        return _("yes") if value else _("no")
    if value in (None, "", []):
        return ""
    if field.related_model:
        return "\n".join(records.named(field.related_model, value))
    if isinstance(field, ChoicesField | ArrayField):
        options = dict(getattr(field, "options", ()))
        return listed(options.get(one, one) for one in value)
    return _in_words(field, value)


def _in_words(field, value):
    if hasattr(field, "sanitize"):
        return plain_text(str(value))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    kind = field.get_internal_type()
    if kind == "DateTimeField" and (at := _read(value, datetime, parse_datetime)):
        return moment_shown(at)
    if kind == "DateField" and (day := _read(value, date, parse_date)):
        return formats.date_format(day)
    return str(value)


def _read(value, kind, parse):
    """Return the day or moment that `value` is or says; None for what cannot be read."""
    if isinstance(value, kind):
        return value
    try:
        return parse(str(value))
    except ValueError:
        return None


def _keys(value):
    """Return the keys in a relation's value; what is no key, as somebody may post, is none."""
    found = value if isinstance(value, list | tuple) else [value]
    return [key for key in map(typed_key, found) if key]
