"""Authorisations, indications and names: identities whose states are register rows."""

from django.contrib import admin
from django.db.models import Prefetch, Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from ledger.admin.base import RegisterAdmin, Section
from ledger.admin.filters import FewFilter
from products.models import (
    Authorisation,
    AuthorisationVersion,
    Indication,
    IndicationVersion,
    Lineage,
    ListingVersion,
    ObligationVersion,
    PresentationVersion,
    Right,
    RightVersion,
    TradeName,
    TradeNameVersion,
)


class IdentityAdmin(RegisterAdmin):
    """Lists identities with the state in which the register holds them now."""

    version_model = None
    search_help_text = _("Searches names, codes and wordings.")

    def get_queryset(self, request):
        rows = self.version_model.objects.current().order_by("-valid")
        return (
            super()
            .get_queryset(request)
            .select_related(*self.list_select_related)
            .prefetch_related(Prefetch("versions", rows, "current_rows"))
        )

    @admin.display(description=_("as recorded now"))
    def state(self, obj):
        return "; ".join(Truncator(str(row)).chars(140) for row in obj.current_rows[:1]) or "–"

    @admin.display(description=_("since"))
    def since(self, obj):
        return str(obj.current_rows[0].start) if obj.current_rows else "–"


@admin.register(Authorisation)
class AuthorisationAdmin(IdentityAdmin):
    version_model = AuthorisationVersion
    fields = ["product", "jurisdiction", "authority"]
    list_display = ["product", "jurisdiction", "authority", "state", "since"]
    list_filter = [("product", FewFilter), ("jurisdiction", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["product", "jurisdiction", "authority"]
    search_fields = [
        "product__name_en",
        "product__name_zh_hans",
        "product__slug",
        "jurisdiction__code",
    ]
    sections = [
        Section(
            _("States"),
            lambda licence: licence.versions.order_by("-valid"),
        ),
        Section(
            _("Approved indications"),
            lambda licence: IndicationVersion.objects.filter(
                indication__authorisation=licence
            ).order_by("indication__slot", "-valid"),
            heading=lambda row: row.indication,
            record="approval",
            fills=lambda licence: {
                "product": licence.product_id,
                "jurisdiction": licence.jurisdiction_id,
                "authority": licence.authority_id,
                "kind": "supplemental_indication",
            },
        ),
        Section(
            _("Strengths"),
            lambda licence: PresentationVersion.objects.filter(
                presentation__authorisation=licence
            ).order_by("presentation", "-valid"),
            heading=lambda row: row.presentation,
            record="new-strength",
            fills=lambda licence: {"authorisation": licence.pk},
        ),
        Section(
            _("Renewals and obligations"),
            lambda licence: ObligationVersion.objects.filter(
                obligation__authorisation=licence
            ).order_by("obligation", "-valid"),
            heading=lambda row: row.obligation,
            record="obligation",
            fills=lambda licence: {"authorisation": licence.pk},
        ),
    ]


@admin.register(Indication)
class IndicationAdmin(IdentityAdmin):
    version_model = IndicationVersion
    fields = ["authorisation", "slot", "concept"]
    list_display = ["product", "territory", "slot", "concept", "state", "since"]
    list_display_links = ["product", "state"]
    list_filter = [
        ("authorisation__product", FewFilter),
        ("authorisation__jurisdiction", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = [
        "concept",
        "authorisation__product",
        "authorisation__jurisdiction",
    ]
    search_fields = [
        "authorisation__product__slug",
        "authorisation__product__name_en",
        "authorisation__product__name_zh_hans",
        "authorisation__jurisdiction__code",
        "concept__name_en",
        "concept__name_zh_hans",
        "versions__text",
    ]
    sections = [
        Section(
            _("Wordings"),
            lambda indication: indication.versions.order_by("-valid"),
            record="wording",
            fills=lambda indication: {"indication": indication.pk},
        ),
        Section(
            _("Reimbursement"),
            lambda indication: ListingVersion.objects.filter(
                listing__indication=indication
            ).order_by("listing", "-valid"),
            heading=lambda row: row.listing.scheme,
            record="listing",
            fills=lambda indication: {"indication": indication.pk},
        ),
        Section(
            _("Where it came from, and what became of it"),
            lambda indication: Lineage.objects.filter(
                Q(earlier=indication) | Q(later=indication)
            ).order_by("pk"),
            record="descent",
            fills=lambda indication: {"earlier": indication.pk},
        ),
    ]

    @admin.display(description=_("product"), ordering="authorisation__product")
    def product(self, indication):
        return indication.authorisation.product

    @admin.display(description=_("territory"), ordering="authorisation__jurisdiction")
    def territory(self, indication):
        return indication.authorisation.jurisdiction


@admin.register(TradeName)
class TradeNameAdmin(IdentityAdmin):
    version_model = TradeNameVersion
    fields = ["product", "jurisdiction", "name", "language"]
    list_display = ["name", "product", "jurisdiction", "state", "since"]
    list_filter = [("product", FewFilter), ("jurisdiction", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["product", "jurisdiction"]
    search_fields = ["name", "product__slug", "product__name_en"]
    sections = [Section(_("In use"), lambda name: name.versions.order_by("-valid"))]


@admin.register(Right)
class RightAdmin(IdentityAdmin):
    version_model = RightVersion
    fields = ["product", "asset_code", "organisation", "kind"]
    list_display = ["organisation", "kind", "product", "asset_code", "state", "since"]
    list_filter = ["kind", ("product", FewFilter)]
    list_select_related = ["product", "organisation"]
    search_fields = ["organisation__name_en", "organisation__key", "product__slug", "asset_code"]
    sections = [Section(_("In force"), lambda right: right.versions.order_by("-valid"))]
