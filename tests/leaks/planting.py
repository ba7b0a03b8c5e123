"""A string of its own in every text of every record that no reader may see.

The models are walked, so a new column is planted without anybody thinking of it: `unplanted()` names
what holds no such string and is not listed here as something else than text.
"""

from itertools import count

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from modeltranslation.manager import get_translatable_fields_for_model

from newsroom.fields import ChoicesField

APPS = ("ledger", "products", "pipeline", "newsroom")
PREFIX = "xleakx"
TEXTUAL = (
    models.CharField,
    models.TextField,
    models.FileField,
    models.JSONField,
    models.BinaryField,
)
numbers = count(1)

# What looks like a text column and holds no words of anybody: by name of the field, or of model and field.
NOT_TEXT = {
    "sha256": "hash of bytes",
    "content_hash": "hash of bytes",
    "digest": "hash of bytes",
    "effect": "hash of bytes",
    "text_hash": "hash of bytes",
    "hash": "hash of bytes",
    "previous_hash": "hash of bytes",
    "images": "hashes of pictures",
    "files": "hashes of files",
    "language": "code of a language",
    "filed_language": "code of a language",
    "locale": "code of a language",
    "scope": "code of a part that is signed",
    "scopes": "codes of parts that are signed",
    "announces": "ledger positions",
    "region": "where content editors keep a block, always main",
    "time_zone": "name from the IANA database",
    "Signature.subject": "name of a record, made by the code",
    "Notice.about": "name of an occasion, made by the code",
    "Proposal.label": "name of a model",
    "Proposal.act": "name of an act",
    "Proposal.base": "names of tables, and keys",
    "Proposal.origin": "name of what made it, and a key",
    "Disclosure.reference": "names the release that discloses: its address is planted there",
    "Comment.block_type": "name of a model",
    "Comment.field": "name of a field",
    "Intake.format": "key of a kind of file",
    "IntakeItem.part": "key of a kind of fact",
    "IntakeItem.after": "numbers of rows",
    "Binding.table": "name of a table",
    "Binding.place": "number and kind of a block",
    "Binding.question": "keys of what was asked",
    "Revision.changes": "names of fields",
    "Step.details": "moments, and texts that stand in the editions",
    "WordImport.outcome": "counts, and texts that stand in the files",
}


def models_of_ours():
    return [model for app in APPS for model in apps.get_app_config(app).get_models()]


def text_fields(model):
    """Return the fields of `model` that hold words: each translated one once a language."""
    originals = get_translatable_fields_for_model(model) or ()
    return [
        field
        for field in model._meta.concrete_fields
        if _is_textual(field)
        and field.name not in originals
        and not {field.name, f"{model.__name__}.{field.name}"} & NOT_TEXT.keys()
    ]


def marker():
    return f"{PREFIX}{next(numbers):05}"


def planted(row, **kept):
    """Set every text of the unsaved `row` to a string of its own, then `kept`; return the row."""
    for field in text_fields(type(row)):
        if isinstance(field, models.FileField):  # to set it would open it
            row.__dict__[field.attname] = _value(field)
        else:
            setattr(row, field.attname, _value(field))
    for name, value in kept.items():
        setattr(row, name, value)
    return row


def saved(model, **kept):
    """Save a row of `model` with every text planted, and `kept`."""
    row = planted(model(), **kept)
    row.save(force_insert=True)
    return row


def unplanted():
    """Return `Model.field` of every text column of ours that holds no planted string."""
    return [
        f"{model.__name__}.{field.name}"
        for model in models_of_ours()
        for field in text_fields(model)
        if not _holds(model, field)
    ]


def planted_columns():
    return sum(len(text_fields(model)) for model in models_of_ours())


def markers_made():
    """Return how many different strings the database holds."""
    found = set()
    with connection.cursor() as cursor:
        for model in models_of_ours():
            for field in text_fields(model):
                if not isinstance(field, models.BinaryField):
                    cursor.execute(
                        f"SELECT DISTINCT (regexp_matches({field.column}::text, '{PREFIX}[0-9]{{5}}', 'g'))[1]"  # noqa: S608, E501
                        f" FROM {model._meta.db_table}"
                    )
                    found |= {row[0] for row in cursor.fetchall()}
    return len(found)


def _is_textual(field):
    if isinstance(field, ChoicesField) or field.choices:
        return False
    if isinstance(field, ArrayField):
        return isinstance(field.base_field, models.CharField)
    return isinstance(field, TEXTUAL)


def _value(field):
    text = marker()
    if isinstance(field, ArrayField):
        return [text]
    if isinstance(field, models.JSONField):
        return {"CN": text}
    if isinstance(field, models.BinaryField):
        return text.encode()
    if isinstance(field, models.FileField):
        return f"planted/{text}.bin"
    if isinstance(field, models.EmailField):
        return f"{text}@example.com"
    if isinstance(field, models.URLField):
        return f"https://example.com/{text}"
    return f"<p>{text}</p>" if field.name.startswith("body_") else text


def _holds(model, field):
    column = (
        f"encode({field.column}, 'escape')"
        if isinstance(field, models.BinaryField)
        else field.column
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT EXISTS (SELECT FROM {model._meta.db_table} WHERE {column}::text ILIKE '%{PREFIX}%')"  # noqa: S608
        )
        return cursor.fetchone()[0]
