"""The working copy of a release as plain data: kept at each save, compared, and built again."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from modeltranslation.manager import get_translatable_fields_for_model

from newsroom.assembly.blocks import blocks_of
from newsroom.models import Block, Release

SHARED = {
    "contact": ("name", "email"),
    "boilerplate": ("title", "body"),
    "image": ("alt", "credit"),
    "document": ("title", "name"),
}
BOOKKEEPING = {"id", "created_at", "updated_at", "parent", "region", "ordering"}


def snapshot(release):
    """Return `{"fields": {...}, "blocks": [{"type", "id", "fields"}]}`, values as JSON has them.

    Lines end alike, however a browser sends them: a save that changed nothing is no change.
    Many-to-many fields are sorted lists of keys; `shared` holds the texts of records that several
    releases show. Queries: those of `blocks_of`, 2 for the release and those of its blocks' relations.
    """
    blocks = [
        {"type": block._meta.model_name, "id": block.pk, "fields": _fields(block)}
        for _block_type, block in blocks_of(release)
    ]
    content = {"fields": _fields(release), "blocks": blocks}
    return json.loads(json.dumps(content, cls=DjangoJSONEncoder))


def rebuilt(revision):
    """Return the release of `revision` as it was saved then: never to be saved again.

    Its blocks stand in `kept_blocks`, in their order. 1 query for each relation of each block.
    """
    content = revision.content
    release = _instance(Release, content["fields"], pk=revision.release_id)
    models = {model._meta.model_name: model for model in Block.__subclasses__()}
    release.kept_blocks = [
        _instance(models[block["type"]], block["fields"], pk=block["id"])
        for block in content["blocks"]
    ]
    return release


def field_names(model):
    """Return the names of what people write in `model`, each translated one once a language."""
    originals = get_translatable_fields_for_model(model) or ()
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    names = [field.name for field in fields if field.editable]
    return [name for name in names if name not in BOOKKEEPING and name not in originals]


def _fields(record):
    names = field_names(type(record))
    values = {name: _value(record, name) for name in names}
    shared = {name: _shared(record, name) for name in SHARED if name in values}
    return values | ({"shared": shared} if shared else {})


def _value(record, name):
    field = record._meta.get_field(name)
    if field.many_to_many:
        return sorted(row.pk for row in getattr(record, name).all())
    value = getattr(record, field.attname)
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _shared(record, name):
    other = getattr(record, name)
    if other is None:
        return {}
    columns = field_names(type(other))
    return {c: getattr(other, c) for c in columns if c.startswith(SHARED[name])}


def _instance(model, values, pk):
    columns, relations = {}, {}
    for name, value in values.items():
        if name == "shared":
            continue
        field = model._meta.get_field(name)
        if field.many_to_many:
            relations[name] = list(field.related_model.objects.filter(pk__in=value))
        else:
            columns[field.attname] = field.to_python(value)
    made = model(pk=pk, **columns)
    made._prefetched_objects_cache = relations
    for name, texts in values.get("shared", {}).items():
        if texts:
            setattr(made, name, _shared_record(model, name, values[name], texts))
    return made


def _shared_record(model, name, pk, texts):
    """What several releases show: as it is, or with its texts of then when it is gone."""
    related = model._meta.get_field(name).related_model
    return related.objects.filter(pk=pk).first() or related(pk=pk, **texts)
