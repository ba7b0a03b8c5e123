"""How the pages of the register ask and order: moment, day, language, precision."""

import re

from django.db.models import OuterRef, Subquery, TextField, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

HOME = "CN"  # the home market comes first


def known(model, at=None, day=None):
    """Rows of a version `model` public at `at`, each with its `certainty` on `day`.

    Unlike `public()` this keeps the rows out of force on that day; their certainty is None.
    """
    in_force = model.objects.public(at, day).filter(pk=OuterRef("pk")).values("certainty")[:1]
    return model.objects.disclosed_at(at).annotate(certainty=Subquery(in_force))


def territory_name(path, locale):
    """Return the name in `locale` of the jurisdiction at `path` ("" for the row itself), or its code."""
    prefix = f"{path}__" if path else ""
    name = build_localized_fieldname(f"{prefix}name", locale)
    return _first_text(name, f"{prefix}code")


def organisation_name(path, locale):
    """Return the name in `locale` of the organisation at `path`; where it has none, its English one."""
    here = [build_localized_fieldname(f"{path}__{name}", locale) for name in ("short_name", "name")]
    return _first_text(*here, f"{path}__short_name_en", f"{path}__name_en")


def in_force_text(start, end=None):
    """Say a period (`ImpreciseDate`s) as finely as it is known; `end` is the first day without it."""
    text = _("In force from: %(day)s") % {"day": start}
    if end is None:
        return text
    return _("%(start)s · no longer from: %(day)s") % {"start": text, "day": end}


def natural(text):
    """Return a key that sorts numbers in a text by their value: HLX07, HLX22, HLX208; 60 mg, 150 mg."""
    parts = re.split(r"(\d+)", text)
    return [int(part) if place % 2 else part for place, part in enumerate(parts)]


def _first_text(*columns):
    """The first of `columns` that is neither null nor empty, or ""."""
    texts = [NullIf(column, Value("")) for column in columns]
    return Coalesce(*texts, Value(""), output_field=TextField())
