from django.contrib import admin
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from ledger.admin.base import RegisterMixin, Section, TranslatedAdmin
from ledger.phrases import listed
from pipeline import forms  # noqa: F401  registers the acts
from pipeline.models import Asset, AssetFacts, Milestone, Programme, ProgrammeStage, Trial


@admin.register(Asset)
class AssetAdmin(RegisterMixin, admin.ModelAdmin):
    fields = ["code", "aliases", "products"]
    list_display = ["code", "target", "modality", "made_into"]
    search_fields = ["code", "aliases", "facts__inn", "facts__target"]
    autocomplete_fields = ["products"]
    sections = [
        Section(
            _("Facts"),
            lambda asset: AssetFacts.objects.filter(asset=asset).order_by("-valid"),
            record="asset-facts",
            fills=lambda asset: {"asset": asset.pk},
        ),
        Section(
            _("Programmes"),
            lambda asset: ProgrammeStage.objects.filter(programme__asset=asset).order_by(
                "programme", "-valid"
            ),
            heading=lambda row: row.programme,
        ),
        Section(
            _("Milestones"),
            lambda asset: Milestone.objects.filter(programme__asset=asset).order_by("-date_latest"),
            heading=lambda row: row.programme,
        ),
    ]

    def get_queryset(self, request):
        facts = Prefetch("facts", AssetFacts.objects.current().order_by("-valid"), "current_rows")
        return super().get_queryset(request).prefetch_related(facts, "products")

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []

    @admin.display(description=_("target"))
    def target(self, asset):
        return asset.current_rows[0].target if asset.current_rows else "–"

    @admin.display(description=_("modality"))
    def modality(self, asset):
        return asset.current_rows[0].modality if asset.current_rows else "–"

    @admin.display(description=_("products"))
    def made_into(self, asset):
        return listed(asset.products.all()) or "–"


@admin.register(Programme)
class ProgrammeAdmin(RegisterMixin, TranslatedAdmin):
    fields = ["key", "asset", "target_indication", "region", "combination"]
    list_display = ["asset", "target_indication", "region", "stage", "since"]
    list_display_links = ["asset", "target_indication"]
    list_filter = ["asset", ("region", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["asset", "region"]
    search_fields = ["key", "asset__code", "target_indication_en", "target_indication_zh_hans"]
    autocomplete_fields = ["asset", "region"]
    sections = [
        Section(
            _("Stages"),
            lambda programme: programme.stages.order_by("-valid"),
            record="stage",
            fills=lambda programme: {"programme": programme.pk},
        ),
        Section(
            _("Milestones"),
            lambda programme: programme.milestones.order_by("-date_latest"),
            record="milestone",
            fills=lambda programme: {"programme": programme.pk},
        ),
        Section(
            _("Trials"),
            lambda programme: Trial.objects.filter(programme=programme).order_by("pk"),
            record="trial",
            fills=lambda programme: {"programme": programme.pk},
        ),
    ]

    def get_queryset(self, request):
        stages = ProgrammeStage.objects.current().order_by("-valid")
        return (
            super()
            .get_queryset(request)
            .prefetch_related(Prefetch("stages", stages, "current_rows"))
        )

    def has_change_permission(self, request, obj=None):
        """A programme is an identity: what it aims at is said once, its stages are acts."""
        return False

    @admin.display(description=_("stage"))
    def stage(self, programme):
        return str(programme.current_rows[0]) if programme.current_rows else "–"

    @admin.display(description=_("since"))
    def since(self, programme):
        return str(programme.current_rows[0].start) if programme.current_rows else "–"
