"""Figures that the company states about itself."""

from django.db.models import Value as Literal
from django.db.models.functions import Coalesce
from django.utils import formats
from django.utils.translation import gettext as _

from newsroom.facts.asking import among, once
from newsroom.facts.keys import Key
from newsroom.facts.values import Value
from products.enums import Qualifier
from products.models import CompanyFigure

COMPANY = ""


def _slug(row):
    return row.product.slug if row.product else COMPANY


@once(by=_slug, products=True)
def figures_by(shown, slugs):
    """Return the figures of the products `slugs` and of the company (`COMPANY`), or all. 1 query.

    They hold for a day up to that of the moment; the earliest come first.
    """
    rows = shown.moment.rows(CompanyFigure).filter(as_of_latest__lte=shown.moment.as_of)
    of = rows.annotate(slug=Coalesce("product__slug", Literal(COMPANY)))
    found = of.filter(**among("slug", slugs)).select_related("product")
    return found.order_by("as_of_latest", "pk")


def company_figures(shown, subjects=None):
    """Return the newest figure of each kind, of the company and of each product. 1 query."""
    newest = {_key(row): row for row in figures_by(shown, _slugs(subjects))}
    return {
        key: Value(_said(row), (row,), note=_("as of %(day)s") % {"day": row.as_of})
        for key, row in newest.items()
        if subjects is None or key.subject in subjects
    }


def _slugs(subjects):
    """A subject of one part is a metric, and so of the company."""
    if subjects is None:
        return None
    return {subject.rpartition(".")[0] for subject in subjects}


def _key(row):
    subject = f"{row.product.slug}.{row.metric}" if row.product else row.metric
    return Key("company-figure", subject)


def _said(row):
    value = formats.number_format(row.value.normalize(), use_l10n=True, force_grouping=True)
    return {
        Qualifier.OVER: _("over %(value)s"),
        Qualifier.MORE_THAN: _("more than %(value)s"),
        Qualifier.NEARLY: _("nearly %(value)s"),
    }.get(row.qualifier, "%(value)s") % {"value": value}
