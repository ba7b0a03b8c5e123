"""The release: composed of blocks, previewed, checked and published."""

from content_editor.admin import ContentEditor
from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import Prefetch
from django.forms import Script
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from js_asset import Media as Assets

from ledger.admin.base import TranslatedAdmin
from ledger.phrases import listed
from newsroom.admin.blocks import BLOCK_INLINES
from newsroom.admin.facts import fact_urls
from newsroom.admin.publishing import PERMISSION, check_view, publish_view, take_back_view
from newsroom.admin.word import word_urls
from newsroom.enums import ReleaseKind
from newsroom.models import Edition, EditionText, Release
from newsroom.preview import PERMISSION as PREVIEW
from newsroom.preview import preview
from newsroom.states import state_of, with_state


class ReleaseForm(forms.ModelForm):
    """A draft needs a title in one language; what else is missing, the check tells."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self._titles():
            self.fields[name].required = False

    def _titles(self):
        return [name for name in self.fields if name.startswith("title_")]

    def clean(self):
        data = super().clean()
        titles = self._titles()
        if titles and not any(data.get(name) for name in titles):
            self.add_error(titles[0], _("Give a title in at least one language."))
        subject = next((name for name in ("product", "asset") if data.get(name)), None)
        if subject and data.get("kind") != ReleaseKind.PROFILE:
            self.add_error(
                subject, _("Only a page text belongs to a page. Choose that kind above.")
            )
        return data


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("draft", _("draft")),
            ("scheduled", _("scheduled")),
            ("public", _("public")),
        ]

    def queryset(self, request, queryset):
        conditions = {
            "draft": {"public_since": None, "scheduled_for": None},
            "scheduled": {"scheduled_for__isnull": False},
            "public": {"public_since__isnull": False},
        }
        return queryset.filter(**conditions.get(self.value(), {}))


@admin.register(Release)
class ReleaseAdmin(TranslatedAdmin, ContentEditor):
    form = ReleaseForm
    inlines = BLOCK_INLINES
    fieldsets = [
        (_("What it says"), {"fields": ["title", "summary", "dateline"]}),
        (
            _("Kind, languages and address"),
            {
                "fields": [
                    "kind",
                    "required_languages",
                    "slug",
                    ("topics", "contact"),
                    "originally_published_on",
                ]
            },
        ),
        (
            _("Facts that become public with it"),
            {"fields": ["announces"], "classes": ["collapse"]},
        ),
        (
            _("Only for page texts: the page that it belongs to"),
            {"fields": [("product", "asset")], "classes": ["collapse"]},
        ),
    ]
    prepopulated_fields = {"slug": ["title_en"]}
    autocomplete_fields = ["topics", "contact", "announces", "product", "asset"]
    list_display = ["name", "state", "kind", "missing", "updated_at"]
    list_filter = [StateFilter, "kind", ("topics", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["slug", "title_en", "title_zh_hans"]

    class Media:
        js = (Script("js/admin/blocks.js", type="module"),)

    def has_delete_permission(self, request, obj=None):
        """What was frozen once stays on record."""
        is_frozen = obj is not None and obj.editions.exists()
        return not is_frozen and super().has_delete_permission(request, obj)

    def get_queryset(self, request):
        return with_state(super().get_queryset(request))

    def get_inlines(self, request, obj):
        """Those who only read have the preview: the content editor shows blocks to writers only."""
        return self.inlines if self._may_write(request, obj) else []

    def _content_editor_media(self, request, context):
        may_write = self._may_write(request, context.get("original"))
        return super()._content_editor_media(request, context) if may_write else Assets()

    def _may_write(self, request, release):
        if release is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, release)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/preview/", wrap(preview), name="newsroom_release_preview"),
            path("<int:pk>/check/", wrap(check_view), name="newsroom_release_check"),
            path("<int:pk>/publish/", wrap(publish_view), name="newsroom_release_publish"),
            path("<int:pk>/take-back/", wrap(take_back_view), name="newsroom_release_take_back"),
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
        return state_of(release)

    @admin.display(description=_("missing translations"))
    def missing(self, release):
        return listed(missing_languages(release)) or "–"

    def change_view(self, request, object_id, form_url="", extra_context=None):
        release = self.get_object(request, object_id)
        context = {
            "state": release and state_of(release),
            "is_scheduled": release and release.scheduled_for,
            "editions": _editions_of(release) if release else [],
            "may_preview": request.user.has_perm(PREVIEW),
            "may_publish": request.user.has_perm(PERMISSION),
            **(extra_context or {}),
        }
        return super().change_view(request, object_id, form_url, context)

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


def missing_languages(release):
    """Return the names of required languages in which the release has no title yet."""
    names = dict(settings.LANGUAGES)
    return [
        str(names[code])
        for code in release.required_languages
        if code in names and not getattr(release, f"title_{code.replace('-', '_')}")
    ]


def _editions_of(release):
    texts = EditionText.objects.defer("article", "plain").order_by("locale")
    return (
        Edition.objects.filter(release=release)
        .select_related("publication", "frozen_by")
        .prefetch_related(Prefetch("texts", texts, "parts"))
    )
