"""Duties of authorisations, and periods that end."""

from datetime import timedelta

from django.db.models import Case, DateField, Exists, ExpressionWrapper, F, Func, OuterRef, Q, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from henlius.history.asking.evidence import person
from henlius.history.due.entries import Asked, Entry, Source
from ledger.phrases import in_line
from ledger.querysets import local_day
from products.models import AuthorisationVersion, ListingVersion, ObligationVersion

AHEAD = timedelta(days=365)
LICENCE = "authorisation"
OF_OBLIGATION = "obligation__authorisation"
OF_LISTING = "listing__indication__authorisation"


def overdue_obligations(asked: Asked):
    """Obligations that stand although their latest day has passed."""
    return _obligations(asked, OF_OBLIGATION).filter(_is_overdue())


def obligations_due(asked: Asked):
    """Obligations that may fall due within twelve months and are not overdue."""
    rows = _obligations(asked, OF_OBLIGATION)
    return rows.exclude(_is_overdue()).filter(due_day__lte=_horizon(OF_OBLIGATION))


def licences_ending(asked: Asked):
    """Authorisations whose state ends within twelve months, with none to follow."""
    return _ending(AuthorisationVersion, asked, LICENCE)


def listings_ending(asked: Asked):
    """Reimbursements that end within twelve months, with none to follow."""
    return _ending(ListingVersion, asked, OF_LISTING)


def obligation_entries(rows):
    """1 query. The state is by the day of the territory, as in the lists."""
    loaded = rows.select_related(*_paths(OF_OBLIGATION), "opened_by__actor").annotate(
        is_overdue=Case(When(_is_overdue(), then=True), default=False)
    )
    return {row.pk: _obligation(row) for row in loaded}


def licence_entries(rows):
    """1 query."""
    loaded = rows.select_related(*_paths(LICENCE), "holder", "opened_by__actor")
    return {
        row.pk: _entry(
            row,
            row.authorisation,
            kind=_("Marketing authorisation ends"),
            what=in_line(row.get_status_display(), *filter(None, [row.number])),
        )
        for row in loaded
    }


def listing_entries(rows):
    """1 query."""
    loaded = rows.select_related(
        *_paths(OF_LISTING), "listing__indication__concept", "opened_by__actor"
    )
    return {
        row.pk: _entry(
            row,
            row.listing.indication.authorisation,
            kind=_("Reimbursement ends"),
            what=in_line(row.listing.scheme, row.listing.indication.concept),
        )
        for row in loaded
    }


def _obligations(asked, path):
    rows = ObligationVersion.objects.known()
    rows = asked.narrowed(rows, f"{path}__product", f"{path}__jurisdiction")
    return rows.annotate(due_day=Coalesce("due_latest", "due_earliest"))


def _ending(model, asked, path):
    rows = model.objects.known().filter(valid__upper_inf=False)
    rows = asked.narrowed(rows, f"{path}__product", f"{path}__jurisdiction")
    rows = rows.annotate(due_day=Func(F("valid"), function="upper", output_field=DateField()))
    following = model.objects.current().filter(
        **{model.identity: OuterRef(model.identity)}, valid__startswith__gte=OuterRef("due_day")
    )
    return rows.filter(due_day__lte=_horizon(path)).exclude(Exists(following))


def _today(path):
    return local_day(None, F(f"{path}__jurisdiction__time_zone"))


def _horizon(path):
    return ExpressionWrapper(_today(path) + AHEAD, DateField())


def _is_overdue():
    return Q(due_latest__isnull=False, due_latest__lt=_today(OF_OBLIGATION))


def _paths(path):
    return f"{path}__product", f"{path}__jurisdiction"


def _obligation(row):
    licence = row.obligation.authorisation
    return Entry(
        kind=capfirst(row.obligation.get_kind_display()),
        about=str(licence),
        what=row.obligation.label,
        state=_("overdue") if row.is_overdue else _("due"),
        day=str(row.due),
        owner=row.responsible or person(row.opened_by.actor),
        url=reverse("admin:products_authorisation_change", args=[licence.pk]),
    )


def _entry(row, licence, *, kind, what):
    return Entry(
        kind=kind,
        about=str(licence),
        what=what,
        state=_("ends"),
        day=str(row.end),
        owner=person(row.opened_by.actor),
        url=reverse("admin:products_authorisation_change", args=[licence.pk]),
    )


OVERDUE_OBLIGATIONS = Source("obligation", overdue_obligations, obligation_entries)
OBLIGATIONS_DUE = Source("obligation", obligations_due, obligation_entries)
LICENCES_ENDING = Source("licence", licences_ending, licence_entries)
LISTINGS_ENDING = Source("listing", listings_ending, listing_entries)
