"""Facts named in words, for people who write and check."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from newsroom.facts.kinds import KINDS
from pipeline.models import Asset, Programme
from products.enums import Metric
from products.models import IndicationConcept, Jurisdiction, Product

COLON = pgettext_lazy("between a label and its value", ": ")
COMMA = pgettext_lazy("between the parts of a line", ", ")


def labels_of(keys):
    """Return `{Key: what it is, about what and where}`, lazy texts, for `keys` of any kind. 5 queries.

    What the register does not hold is named as the key writes it.
    """
    subjects = _subjects(keys)
    territories = {
        row.code: row for row in Jurisdiction.objects.filter(code__in={k.territory for k in keys})
    }
    return {key: _label(key, subjects, territories) for key in keys}


def _label(key, subjects, territories):
    about = [part for part in (key.whole, key.subject.partition(".")[2]) if part]
    parts = [subjects.get(part, part) for part in about]
    if key.territory:
        parts.append(territories.get(key.territory, key.territory))
    pattern = "{kind}{colon}" + "{comma}".join(f"{{{number}}}" for number in range(len(parts)))
    kind = KINDS[key.kind].label if key.kind in KINDS else _("unknown kind of fact")
    return format_lazy(pattern, *parts, kind=kind, colon=COLON, comma=COMMA)


def _subjects(keys):
    """The records that the keys may mean by their keys; one name means one thing only."""
    names = {part for key in keys for part in key.subject.split(".")}
    return {
        **{metric.value: metric.label for metric in Metric},
        **{row.key: row for row in IndicationConcept.objects.filter(key__in=names)},
        **{
            row.key: row
            for row in Programme.objects.filter(key__in=names).select_related("asset", "region")
        },
        **{row.code: row for row in Asset.objects.filter(code__in=names)},
        **{row.slug: row for row in Product.objects.filter(slug__in=names)},
    }
