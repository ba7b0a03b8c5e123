"""Events, procedures and figures: register rows that are their own identity."""

from django.contrib import admin
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from ledger.admin.base import RegisterAdmin, Section
from ledger.admin.filters import FewFilter
from products.enums import DECISIONS, ProcedureState
from products.models import (
    CompanyFigure,
    EventIndication,
    ExpectedDecision,
    Procedure,
    RegulatoryEvent,
)
from products.procedures import GRANTS, STATE_AFTER, state_after

DECIDING = {*DECISIONS, *GRANTS}


def with_neighbours(row):
    """Return the rows of one record: itself, what it replaced and what replaced it."""
    near = Q(pk=row.pk) | Q(closed_by=row.opened_by_id)
    if row.closed_by_id:
        near |= Q(opened_by=row.closed_by_id)
    return type(row).objects.filter(near).order_by("-pk")


class HeldFilter(admin.SimpleListFilter):
    """Shows what the register holds; what was closed only when asked for."""

    title = _("state of the record")
    parameter_name = "held"

    def lookups(self, request, model_admin):
        return [("closed", _("closed")), ("all", _("all"))]

    def choices(self, changelist):
        default, *others = super().choices(changelist)
        return [default | {"display": _("held now")}, *others]

    def queryset(self, request, queryset):
        if self.value() == "all":
            return queryset
        return queryset.filter(closed_by__isnull=self.value() != "closed")


class RowAdmin(RegisterAdmin):
    """Lists rows that are their own identity, each with its neighbours on its page."""

    fieldsets = ()
    fields = ()
    sections = [Section(_("The record and what it replaced"), with_neighbours)]
    list_filter = [HeldFilter]

    def get_fieldsets(self, request, obj=None):
        return []


@admin.register(RegulatoryEvent)
class RegulatoryEventAdmin(RowAdmin):
    list_display = ["kind", "subject", "jurisdiction", "day", "announced_on", "date_basis"]
    list_filter = [
        *RowAdmin.list_filter,
        "kind",
        ("product", FewFilter),
        ("jurisdiction", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["product", "jurisdiction"]
    ordering = ["-date_latest", "-pk"]
    search_fields = ["product__slug", "product__name_en", "asset_code", "number", "disease"]
    sections = [
        *RowAdmin.sections,
        Section(
            _("Indications concerned"),
            lambda event: EventIndication.objects.filter(event=event),
            heading=lambda row: row.indication,
        ),
    ]

    @admin.display(description=_("product or asset"), ordering="product")
    def subject(self, event):
        return event.product or event.asset_code

    @admin.display(description=_("date"), ordering="date_latest")
    def day(self, event):
        return str(event.date)


def named(procedure):
    return {"procedure": procedure.pk}


def _events(procedure):
    return RegulatoryEvent.objects.filter(procedure=procedure).order_by("-date_latest", "-pk")


@admin.register(Procedure)
class ProcedureAdmin(RowAdmin):
    list_display = ["kind", "subject", "jurisdiction", "authority", "number", "state"]
    list_filter = [
        *RowAdmin.list_filter,
        "kind",
        ("product", FewFilter),
        ("jurisdiction", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["product", "jurisdiction", "authority"]
    ordering = ["-pk"]
    search_fields = ["product__slug", "product__name_en", "asset_code", "number", "filed_text"]
    sections = [
        *RowAdmin.sections,
        Section(
            _("Its course"),
            lambda case: _events(case).exclude(kind__in=DECIDING),
            record="step",
            fills=named,
        ),
        Section(
            _("Its decision"),
            lambda case: _events(case).filter(kind__in=DECIDING),
            record="decision",
            fills=named,
        ),
        Section(
            _("When its decision is expected"),
            lambda case: ExpectedDecision.objects.filter(procedure=case).order_by("-valid"),
            record="expected-decision",
            fills=named,
        ),
    ]

    def get_queryset(self, request):
        steps = RegulatoryEvent.objects.current().filter(kind__in=STATE_AFTER)
        return super().get_queryset(request).prefetch_related(Prefetch("events", steps, "steps"))

    def get_search_results(self, request, queryset, search_term):
        """A form that asks for a procedure offers those that the register holds."""
        found, has_duplicates = super().get_search_results(request, queryset, search_term)
        if "field_name" in request.GET:
            found = found.current()
        return found, has_duplicates

    @admin.display(description=_("state"))
    def state(self, case):
        return "–" if case.closed_by_id else ProcedureState(state_after(case.steps)).label

    @admin.display(description=_("product or asset"), ordering="product")
    def subject(self, case):
        return case.product or case.asset_code


@admin.register(CompanyFigure)
class CompanyFigureAdmin(RowAdmin):
    list_display = ["metric", "product", "shown", "day"]
    list_filter = [*RowAdmin.list_filter, "metric"]
    list_select_related = ["product"]
    ordering = ["metric", "-as_of_latest"]
    search_fields = ["metric", "product__slug"]

    @admin.display(description=_("value"), ordering="value")
    def shown(self, figure):
        return f"{figure.get_qualifier_display()} {figure.value.normalize():f}"

    @admin.display(description=_("as of"), ordering="as_of_latest")
    def day(self, figure):
        return str(figure.as_of)
