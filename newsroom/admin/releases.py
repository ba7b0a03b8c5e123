"""The release: composed of blocks, previewed, checked and published."""

from content_editor.admin import ContentEditor
from django.conf import settings
from django.contrib import admin
from django.db.models import DateTimeField
from django.forms import Script
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from js_asset import Media as Assets

from ledger.admin.base import TranslatedAdmin
from ledger.phrases import listed
from newsroom.admin.blocks import BLOCK_INLINES
from newsroom.admin.comments import comment_urls
from newsroom.admin.comparing import comparing_urls
from newsroom.admin.confirming import confirm_urls
from newsroom.admin.facts import fact_urls
from newsroom.admin.keeping import KeepsWork
from newsroom.admin.previewing import preview_urls
from newsroom.admin.publishing import publish_urls
from newsroom.admin.release_form import ReleaseForm, fieldsets_of, missing_languages
from newsroom.admin.release_page import release_context, timeline_urls
from newsroom.admin.renewing import RenewsReview
from newsroom.admin.reviewing import review_urls
from newsroom.admin.states import StateFilter, badges
from newsroom.admin.translating import OpenToTranslators, texts_only, translates_only
from newsroom.admin.word import word_urls
from newsroom.models import Release
from newsroom.moments import MomentField, MomentInput
from newsroom.states import with_state


class Composer(ContentEditor):
    """The content editor without its copying, which writes blocks of any release for anybody."""

    def save_related(self, request, form, formsets, change):
        super(ContentEditor, self).save_related(request, form, formsets, change)


@admin.register(Release)
class ReleaseAdmin(KeepsWork, RenewsReview, OpenToTranslators, TranslatedAdmin, Composer):
    form = ReleaseForm
    formfield_overrides = {DateTimeField: {"form_class": MomentField, "widget": MomentInput}}
    inlines = BLOCK_INLINES
    prepopulated_fields = {"slug": ["title_en"]}
    autocomplete_fields = ["topics", "contact", "announces", "product", "asset"]
    list_display = ["name", "state", "kind", "missing", "updated_at"]
    list_filter = [StateFilter, "kind", ("topics", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["slug", "title_en", "title_zh_hans"]

    class Media:
        js = (
            Script("js/admin/blocks.js", type="module"),
            Script("js/admin/moments.js", type="module"),
            Script("js/admin/refused.js", type="module"),
            Script("js/admin/comments.js", type="module"),
        )

    def has_delete_permission(self, request, obj=None):
        """What was frozen once stays on record."""
        is_frozen = obj is not None and obj.editions.exists()
        return not is_frozen and super().has_delete_permission(request, obj)

    def get_queryset(self, request):
        return with_state(super().get_queryset(request))

    def get_fieldsets(self, request, obj=None):
        return [
            (name, options | {"fields": self._paired(self.replace_orig_field(options["fields"]))})
            for name, options in fieldsets_of(obj)
        ]

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        return texts_only(form) if translates_only(request.user) else form

    def get_changeform_initial_data(self, request):
        languages = [code for code, _name in settings.LANGUAGES]
        return {"required_languages": languages} | super().get_changeform_initial_data(request)

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def get_inlines(self, request, obj):
        """Those who only read have the preview: the content editor shows blocks to writers only."""
        return self.inlines if self._may_write(request, obj) else []

    def _content_editor_media(self, request, context):
        may_write = self._may_write(request, context.get("original"))
        return super()._content_editor_media(request, context) if may_write else Assets()

    def _content_editor_context(self, request, context):
        fixed = {"allowChange": False} if translates_only(request.user) else {}
        return super()._content_editor_context(request, context) | fixed

    def _may_write(self, request, release):
        if release is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, release)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            *preview_urls(wrap),
            *review_urls(wrap),
            *publish_urls(wrap),
            *confirm_urls(wrap),
            *comment_urls(wrap),
            *timeline_urls(wrap),
            *comparing_urls(wrap),
            *fact_urls(wrap),
            *word_urls(wrap),
            *super().get_urls(),
        ]

    @admin.display(description=_("title"), ordering="title_en")
    def name(self, release):
        titles = [getattr(release, f"title_{c.replace('-', '_')}") for c, _n in settings.LANGUAGES]
        return release.title or next(filter(None, titles), release.slug)

    @admin.display(description=_("state"))
    def state(self, release):
        return badges(release)

    @admin.display(description=_("missing translations"))
    def missing(self, release):
        return listed(missing_languages(release)) or "–"

    def change_view(self, request, object_id, form_url="", extra_context=None):
        release = self.get_object(request, object_id)
        around = release_context(request.user, release) if release else {}
        return super().change_view(request, object_id, form_url, around | (extra_context or {}))

    def response_add(self, request, obj, post_url_continue=None):
        return self._asked_for_preview(request, obj) or super().response_add(
            request, obj, post_url_continue
        )

    def response_change(self, request, obj):
        return self._asked_for_preview(request, obj) or super().response_change(request, obj)

    def _asked_for_preview(self, request, obj):
        if "_preview" not in request.POST:
            return None
        return HttpResponseRedirect(reverse("admin:newsroom_release_preview", args=[obj.pk]))
