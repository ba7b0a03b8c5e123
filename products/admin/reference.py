"""Reference data of the register: who, where and what for. Edited in place by regulatory affairs."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ledger.admin.base import RegisterMixin, Section, TranslatedAdmin
from products.models import Authority, AuthorityName, IndicationConcept, Jurisdiction, Organisation


class ReferenceAdmin(TranslatedAdmin):
    """Others cite these records, so nobody deletes them, and their key stays as it is."""

    key = "key"

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *([self.key] if obj else [])]


@admin.register(Jurisdiction)
class JurisdictionAdmin(ReferenceAdmin):
    key = "code"
    fields = ["code", "name", "kind", "time_zone"]
    list_display = ["code", "name", "kind", "time_zone"]
    list_filter = ["kind"]
    search_fields = ["code", "name_en", "name_zh_hans"]


@admin.register(Organisation)
class OrganisationAdmin(ReferenceAdmin):
    fields = ["key", "name", "short_name", "aliases", "parent", "note"]
    list_display = ["key", "name", "short_name", "parent"]
    list_select_related = ["parent"]
    search_fields = ["key", "name_en", "name_zh_hans", "short_name_en", "aliases"]
    autocomplete_fields = ["parent"]


@admin.register(IndicationConcept)
class IndicationConceptAdmin(ReferenceAdmin):
    fields = ["key", "name", "disease"]
    list_display = ["key", "name", "disease"]
    search_fields = ["key", "name_en", "name_zh_hans", "disease_en"]


@admin.register(Authority)
class AuthorityAdmin(RegisterMixin, admin.ModelAdmin):
    """An authority's names change with time, so they are register facts below it."""

    fields = ["code", "jurisdiction", "role"]
    list_display = ["code", "jurisdiction", "role"]
    list_filter = ["role"]
    list_select_related = ["jurisdiction"]
    search_fields = ["code", "names__acronym", "names__name_english"]
    autocomplete_fields = ["jurisdiction"]
    sections = [
        Section(
            _("Names"),
            lambda authority: AuthorityName.objects.filter(authority=authority).order_by("-valid"),
            record="authority-name",
            fills=lambda authority: {"authority": authority.pk},
        )
    ]
