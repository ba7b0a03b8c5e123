"""A product on one page: what the register says of it, with history and evidence."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ledger.admin.base import RegisterMixin, Section, TranslatedAdmin
from ledger.phrases import in_line
from products.models import (
    AuthorisationVersion,
    CompanyFigure,
    ExpectedDecision,
    IndicationVersion,
    ListingVersion,
    ObligationVersion,
    Procedure,
    Product,
    ProductFacts,
    RegulatoryEvent,
    RightVersion,
    TradeNameVersion,
)


def about(product):
    return {"product": product.pk}


SECTIONS = [
    Section(
        _("Facts"),
        lambda product: ProductFacts.objects.filter(product=product).order_by("-valid"),
        record="product-facts",
        fills=about,
    ),
    Section(
        _("Authorisations"),
        lambda product: AuthorisationVersion.objects.filter(
            authorisation__product=product
        ).order_by("authorisation", "-valid"),
        heading=lambda row: row.authorisation,
        record="approval",
        fills=about,
    ),
    Section(
        _("Approved indications"),
        lambda product: IndicationVersion.objects.filter(
            indication__authorisation__product=product
        ).order_by("indication__authorisation", "indication__slot", "-valid"),
        heading=lambda row: row.indication,
    ),
    Section(
        _("Trade names"),
        lambda product: TradeNameVersion.objects.filter(trade_name__product=product).order_by(
            "trade_name__jurisdiction", "trade_name", "-valid"
        ),
        heading=lambda row: in_line(row.trade_name, row.trade_name.jurisdiction),
        record="trade-name",
        fills=about,
    ),
    Section(
        _("Events"),
        lambda product: RegulatoryEvent.objects.filter(product=product).order_by("-date_latest"),
        record="event",
        fills=about,
    ),
    Section(
        _("Procedures"),
        lambda product: Procedure.objects.filter(product=product).order_by("-pk"),
        record="filing",
        fills=about,
    ),
    Section(
        _("Expected decisions"),
        lambda product: ExpectedDecision.objects.filter(procedure__product=product).order_by(
            "procedure", "-valid"
        ),
        heading=lambda row: row.procedure,
    ),
    Section(
        _("Renewals and obligations"),
        lambda product: ObligationVersion.objects.filter(
            obligation__authorisation__product=product
        ).order_by("obligation", "-valid"),
        heading=lambda row: row.obligation,
    ),
    Section(
        _("Reimbursement"),
        lambda product: ListingVersion.objects.filter(
            listing__indication__authorisation__product=product
        ).order_by("listing", "-valid"),
        heading=lambda row: row.listing,
    ),
    Section(
        _("Rights"),
        lambda product: RightVersion.objects.filter(right__product=product).order_by(
            "right", "-valid"
        ),
        heading=lambda row: row.right,
        record="right",
        fills=about,
    ),
    Section(
        _("Company figures"),
        lambda product: CompanyFigure.objects.filter(product=product).order_by("-as_of_latest"),
        record="figure",
        fills=about,
    ),
]


@admin.register(Product)
class ProductAdmin(RegisterMixin, TranslatedAdmin):
    fields = ["slug", "name", "asset_codes", "areas"]
    list_display = ["name", "slug", "asset_codes", "areas"]
    search_fields = ["slug", "name_en", "name_zh_hans", "asset_codes", "trade_names__name"]
    sections = SECTIONS

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *(["slug"] if obj else [])]
