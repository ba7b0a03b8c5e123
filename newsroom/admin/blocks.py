"""The blocks of a release as people compose them."""

from content_editor.admin import ContentEditorInline
from modeltranslation.admin import TranslationInlineModelAdmin

from ledger.admin.base import SideBySide
from newsroom.admin.translating import OpenToTranslators, texts_only, translates_only
from newsroom.models import (
    BoilerplateBlock,
    Download,
    Figure,
    IndicationList,
    PipelineTable,
    ProductProfile,
    Prose,
    Quote,
    References,
)


class BlockInline(OpenToTranslators, ContentEditorInline):
    """A block: its own fields, then the languages to which it is limited."""

    own_fields = ()

    def get_formset(self, request, obj=None, **kwargs):
        if translates_only(request.user):
            kwargs["form"] = texts_only(self.form)
        return super().get_formset(request, obj, **kwargs)

    def get_fieldsets(self, request, obj=None):
        return [(None, {"fields": [*self.own_fields, "languages", "region", "ordering"]})]


class TranslatedBlockInline(SideBySide, TranslationInlineModelAdmin, BlockInline):
    """A block with texts in every language."""

    def get_fieldsets(self, request, obj=None):
        names = [*self.own_fields, "languages", "region", "ordering"]
        return [(None, {"fields": self._paired(self.replace_orig_field(names))})]


class ProseInline(TranslatedBlockInline):
    model = Prose
    icon = "notes"
    own_fields = ("body",)


class IndicationListInline(BlockInline):
    model = IndicationList
    icon = "fact_check"
    own_fields = (("product", "jurisdiction"),)
    autocomplete_fields = ("product", "jurisdiction")


class ProductProfileInline(BlockInline):
    model = ProductProfile
    icon = "medication"
    own_fields = (("product", "jurisdiction"), "shows")
    autocomplete_fields = ("product", "jurisdiction")


class PipelineTableInline(BlockInline):
    model = PipelineTable
    icon = "table_chart"
    own_fields = ("assets",)
    autocomplete_fields = ("assets",)


class FigureInline(TranslatedBlockInline):
    model = Figure
    icon = "image"
    own_fields = ("image", "caption")
    autocomplete_fields = ("image",)


class DownloadInline(BlockInline):
    model = Download
    icon = "download"
    own_fields = ("document",)
    autocomplete_fields = ("document",)


class QuoteInline(TranslatedBlockInline):
    model = Quote
    icon = "format_quote"
    own_fields = ("text", "attribution")


class BoilerplateInline(BlockInline):
    model = BoilerplateBlock
    icon = "article"
    own_fields = ("boilerplate",)
    autocomplete_fields = ("boilerplate",)


class ReferencesInline(BlockInline):
    model = References
    icon = "format_list_numbered"
    own_fields = ("items",)


BLOCK_INLINES = [
    ProseInline,
    IndicationListInline,
    ProductProfileInline,
    PipelineTableInline,
    FigureInline,
    DownloadInline,
    QuoteInline,
    BoilerplateInline,
    ReferencesInline,
]
