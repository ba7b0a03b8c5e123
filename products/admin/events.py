"""Events, procedures and figures: register rows that are their own identity."""

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledger.admin.base import RegisterAdmin, Section
from products.models import CompanyFigure, EventIndication, Procedure, RegulatoryEvent


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
        "product",
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


@admin.register(Procedure)
class ProcedureAdmin(RowAdmin):
    list_display = ["kind", "subject", "jurisdiction", "authority", "number"]
    list_filter = [
        *RowAdmin.list_filter,
        "kind",
        "product",
        ("jurisdiction", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["product", "jurisdiction", "authority"]
    search_fields = ["product__slug", "product__name_en", "asset_code", "number", "filed_text"]
    sections = [
        *RowAdmin.sections,
        Section(
            _("Its events"),
            lambda case: RegulatoryEvent.objects.filter(procedure=case).order_by("-date_latest"),
            record="event",
            fills=lambda case: {
                "procedure": case.pk,
                "product": case.product_id or "",
                "asset_code": case.asset_code or "",
                "jurisdiction": case.jurisdiction_id,
                "authority": case.authority_id,
            },
        ),
    ]

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
