"""Frozen editions, as staff read them."""

from django.contrib import admin
from django.db.models import Prefetch
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from ledger.admin.base import ReadOnlyAdmin
from ledger.phrases import with_note
from newsroom.admin.addresses import address_view
from newsroom.enums import scope_name
from newsroom.integrity import with_integrity
from newsroom.models import Edition, EditionText
from newsroom.moments import moment_shown
from newsroom.scopes import standing
from newsroom.shown_facts import facts_of

ALTERED = _("does not match its bytes")


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    list_display = ["release", "number", "kind", "as_of", "visible", "frozen", "hashes"]
    list_filter = ["kind", ("number", admin.EmptyFieldListFilter), "release_kind"]
    list_select_related = ["release", "frozen_by", "publication"]
    search_fields = ["release__slug", "release__title_en", "release__title_zh_hans"]
    change_form_template = "admin/newsroom/edition.html"
    change_list_template = "admin/newsroom/edition_list.html"
    fields = [
        "release",
        "number",
        "kind",
        "as_of",
        "moment",
        "seq",
        "visible",
        "frozen",
        "hashes",
    ]

    def get_urls(self):
        view = self.admin_site.admin_view(address_view)
        return [path("at/", view, name="newsroom_edition_at"), *super().get_urls()]

    def get_queryset(self, request):
        texts = with_integrity(EditionText.objects.defer("article", "plain"))
        return super().get_queryset(request).prefetch_related(Prefetch("texts", texts, "parts"))

    @admin.display(description=_("facts public at"))
    def moment(self, edition):
        return moment_shown(edition.public_at)

    @admin.display(description=_("public"))
    def visible(self, edition):
        return when_public(edition)

    @admin.display(description=_("Frozen by"), ordering="frozen_by")
    def frozen(self, edition):
        return str(edition.frozen_by)

    @admin.display(description=_("SHA-256 of the article"))
    def hashes(self, edition):
        return format_html_join(
            "\n",
            '<code class="hash" title="{}">{}: {}…</code> <strong class="altered">{}</strong>',
            (
                (text.sha256, text.locale, text.sha256[:12], "" if text.is_unchanged else ALTERED)
                for text in edition.parts
            ),
        )

    def change_view(self, request, object_id, form_url="", extra_context=None):
        edition = self.get_object(request, object_id)
        read = _read(edition) if edition else {}
        context = read | (extra_context or {})
        return super().change_view(request, object_id, form_url, context)


def _read(edition):
    """Return the context of what was frozen, signed and shown; 11 queries, and those of the facts."""
    return {
        "texts": edition.texts.order_by("locale"),
        "signed_parts": [
            {
                "name": scope_name(part.scope),
                "is_needed": part.is_needed,
                "is_open": part.is_open,
                "signatures": part.signatures,
            }
            for part in standing(edition)
        ],
        "facts": facts_of(edition),
    }


def when_public(edition):
    """Return in words when an edition was, is or becomes public, and that another took its place."""
    publication = getattr(edition, "publication", None)
    if publication is None:
        return _("never published")
    if publication.visible.isempty:
        return _("taken back before it was public")
    bounds = publication.visible.lower, publication.visible.upper
    words = " – ".join(moment_shown(bound) for bound in bounds if bound)
    is_over = bounds[1] and bounds[1] <= timezone.now()
    return with_note(words, _("superseded")) if is_over else words
