"""Obligations, reimbursement and memberships: identities whose states are register rows."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ledger.admin.base import Section
from ledger.admin.filters import FewFilter
from products.admin.approvals import IdentityAdmin
from products.models import (
    Listing,
    ListingVersion,
    Membership,
    MembershipVersion,
    Obligation,
    ObligationVersion,
)

ABOUT = "authorisation__product", "authorisation__jurisdiction"


@admin.register(Obligation)
class ObligationAdmin(IdentityAdmin):
    version_model = ObligationVersion
    fields = ["authorisation", "kind", "label"]
    list_display = ["label", "kind", "authorisation", "due", "since"]
    list_filter = ["kind", ("authorisation__product", FewFilter)]
    list_select_related = ABOUT
    search_fields = ["label", "authorisation__product__slug", "authorisation__jurisdiction__code"]
    sections = [Section(_("Due"), lambda obligation: obligation.versions.order_by("-valid"))]

    @admin.display(description=_("due"))
    def due(self, obligation):
        return "; ".join(str(row.due) for row in obligation.current_rows[:1]) or "–"


@admin.register(Listing)
class ListingAdmin(IdentityAdmin):
    version_model = ListingVersion
    fields = ["indication", "scheme"]
    list_display = ["scheme", "indication", "category", "since"]
    list_filter = ["scheme", ("indication__authorisation__product", FewFilter)]
    list_select_related = ["indication__concept", *(f"indication__{path}" for path in ABOUT)]
    search_fields = ["scheme", "indication__authorisation__product__slug"]
    sections = [Section(_("In force"), lambda listing: listing.versions.order_by("-valid"))]

    @admin.display(description=_("category"))
    def category(self, listing):
        return "; ".join(row.category or "–" for row in listing.current_rows[:1]) or "–"


@admin.register(Membership)
class MembershipAdmin(IdentityAdmin):
    version_model = MembershipVersion
    fields = ["parent", "member"]
    list_display = ["member", "parent", "since", "until"]
    list_filter = ["parent"]
    list_select_related = ["parent", "member"]
    search_fields = ["parent__code", "member__code", "member__name_en", "member__name_zh_hans"]
    sections = [Section(_("In force"), lambda membership: membership.versions.order_by("-valid"))]

    @admin.display(description=_("until"))
    def until(self, membership):
        return "; ".join(str(row.end or "–") for row in membership.current_rows[:1]) or "–"
