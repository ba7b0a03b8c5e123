"""A dossier as plain values, the same in every language: what is exported as JSON, and hashed."""

import hashlib
from datetime import date, datetime
from decimal import Decimal

from django.db.models import ForeignKey, Model
from modeltranslation.manager import get_translatable_fields_for_model

from henlius.history.exports.sections import SECTIONS
from ledger.canonical import canonical
from ledger.fields import PARTS
from ledger.forms.fields import imprecise_dates
from ledger.models import Recorded, Version

FORMAT = "henlius-dossier-1"
PERIOD = ("valid", "from_earliest", "from_precision", "from_as_stated")
PERIOD += ("to_latest", "to_precision", "to_as_stated")
NATURAL = ("code", "key", "slug", "username")


def json_of(dossier):
    """Return the canonical JSON of a `Dossier` (bytes)."""
    return canonical(plain(dossier))


def hash_of(dossier):
    """Return the SHA-256 of `json_of`: the hash that every format of the export carries."""
    return hashlib.sha256(json_of(dossier)).hexdigest()


def plain(dossier):
    """Return a `Dossier` as dicts, lists and strings; moments are UTC, days as fine as stored."""
    scope = dossier.scope
    return {
        "format": FORMAT,
        "product": {
            "slug": scope.product.slug,
            "name_en": scope.product.name_en,
            "name_zh_hans": scope.product.name_zh_hans,
        },
        "period": {"from": value_of(scope.start), "until": value_of(scope.until)},
        "as_of": {
            "day": value_of(dossier.day),
            "at": value_of(scope.at),
            "seq": scope.seq,
            "seal": dossier.head,
        },
        "sections": {s.key: [_fact(fact) for fact in dossier.of(s)] for s in SECTIONS},
        "change_sets": [_act(act) for act in dossier.acts.values()],
        "sources": [_fields(source) for source in dossier.sources],
        "signatures": [signature_of(each) for each in dossier.signatures],
    }


def _fact(fact):
    row = fact.row
    values = {n: v for n, v in _fields(row).items() if n not in (fact.section.identity, *PERIOD)}
    return {
        "row": fact.key,
        "about": value_of(fact.about) if fact.section.identity else None,
        "territory": fact.territory and fact.territory.code,
        "valid": {"start": _day(row.start), "end": _day(row.end)}
        if isinstance(row, Version)
        else None,
        "values": values,
        "opened_by": fact.opened.seq,
        "closed_by": fact.closed and fact.closed.seq,
        "is_public": fact.is_public,
        "translations": [_fields(each) for each in fact.translations],
        "shown_by": [_binding(each) for each in fact.bindings],
    }


def _act(act):
    change_set = act.change_set
    return {
        "seq": act.seq,
        "kind": change_set.kind,
        "reason": change_set.reason,
        "entry_error": change_set.entry_error,
        "recorded_at": value_of(change_set.recorded_at),
        "recorded_by": change_set.actor.username,
        "approved_by": change_set.approver and change_set.approver.username,
        "seal": str(change_set.seal),
        "public_from": value_of(act.public_from),
        "is_public": act.is_public,
        "undisclosed": [
            {"public_from": value_of(w.public_from), "at": value_of(w.at), "reason": w.reason}
            for w in change_set.undisclosures.all()
        ],
        "citations": [
            {"source": c.source.key, "stance": c.stance, "locator": c.locator, "note": c.note}
            for c in act.citations
        ],
        "signatures": [signature_of(each) for each in act.signatures],
    }


def signature_of(signature):
    """Return a `Signature` as plain values."""
    return _fields(signature)


def _binding(binding):
    edition = binding.edition
    publication = getattr(edition, "publication", None)
    visible = publication and publication.visible
    return {
        "release": edition.release.slug,
        "edition": edition.number,
        "language": binding.locale,
        "place": binding.place,
        "shown": binding.shown,
        "public_from": value_of(visible.lower) if visible else None,
        "public_until": value_of(visible.upper) if visible else None,
    }


def _fields(record):
    """What a record says: its columns, imprecise dates whole, other records by their natural key."""
    own = {field.name: value_of(_read(record, field)) for field in stated(type(record))}
    return own | {name: _day(getattr(record, name)) for name in imprecise_dates(type(record))}


def stated(model):
    """Return the fields of a model that say something: no bookkeeping, no part of an imprecise date.

    Of a translated field that is each language, not the one that happens to be active.
    """
    apart = {f"{name}_{part}" for name in imprecise_dates(model) for part in PARTS}
    apart |= {*Recorded.bookkeeping, *(get_translatable_fields_for_model(model) or ())}
    return [field for field in model._meta.concrete_fields if field.name not in apart]


def _read(record, field):
    is_row = isinstance(field, ForeignKey) and issubclass(field.related_model, Recorded)
    key = getattr(record, field.attname)
    if is_row:
        return key and f"{field.related_model._meta.label_lower}:{key}"
    return getattr(record, field.name)


def value_of(value):
    """Return a value as JSON has it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Model):
        return _named(value)
    if isinstance(value, list | tuple):
        return [value_of(each) for each in value]
    if isinstance(value, dict):
        return {str(name): value_of(each) for name, each in value.items()}
    return value if value is None or isinstance(value, bool | int) else str(value)


def _named(record):
    for name in NATURAL:
        if hasattr(record, name):
            return getattr(record, name)
    if isinstance(record, Recorded):
        return f"{record._meta.label_lower}:{record.pk}"
    return {"id": record.pk} | _fields(record)


def _day(day):
    if day is None:
        return None
    return {
        "earliest": value_of(day.earliest),
        "latest": value_of(day.latest),
        "precision": day.precision,
        "as_stated": day.as_stated,
    }
