"""The shared ground of every admin page: translated fields side by side, register facts read only."""

from collections.abc import Callable
from dataclasses import dataclass, field

from csp.constants import NONCE
from django.contrib import admin
from django.db.models import Model, QuerySet, TextField
from django.forms import Script
from django.urls import reverse
from django.utils.http import urlencode
from js_asset import Media
from modeltranslation.admin import TranslationAdmin, TranslationBaseModelAdmin
from modeltranslation.utils import get_translation_fields

from ledger.admin.history import first_rows
from ledger.forms.fields import LONGEST_TEXT
from ledger.models import Recorded
from ledger.people import may_record

TAGS = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}


class SideBySide(TranslationBaseModelAdmin):
    """Puts the languages of a field beside each other; the language switcher shows and hides them."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, TextField) and not db_field.max_length:
            kwargs["max_length"] = LONGEST_TEXT
        form_field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if form_field and hasattr(db_field, "translated_field"):
            code = db_field.language
            form_field.widget.attrs["lang"] = TAGS.get(code, code)
        return form_field

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        return [
            (name, options | {"fields": self._paired(options["fields"])})
            for name, options in fieldsets
        ]

    def _paired(self, names):
        groups = [tuple(get_translation_fields(name)) for name in self.trans_opts.all_fields]
        group_of = {name: group for group in groups for name in group}
        return list(dict.fromkeys(group_of.get(name, name) for name in names))


class TranslatedAdmin(SideBySide, TranslationAdmin):
    """A `ModelAdmin` for models with translated fields.

    The editors' import map is inline and they insert styles of their own: both take the nonce.
    """

    class Media:
        js = (
            "js/admin/styles.js",
            Script("js/admin/languages.js", type="module"),
            Script("js/admin/words.js", type="module"),
        )

    def render_change_form(self, request, context, *args, **kwargs):
        response = super().render_change_form(request, context, *args, **kwargs)
        nonce = str(request.csp_nonce)
        media = response.context_data["media"]
        response.context_data["media"] = Media.from_media(media, nonce=nonce)
        response._csp_update = {"style-src": [NONCE]}
        return response


class ReadOnlyAdmin(admin.ModelAdmin):
    """Shows and never writes, whoever asks."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@dataclass(frozen=True)
class Section:
    """Register rows on an object's page.

    `rows(obj)` is their queryset, `heading(row)` what gathers them, `record` the
    address of a form for a new one, filled in with `fills(obj)`.
    """

    title: str
    rows: Callable[[Model], QuerySet]
    heading: Callable[[Recorded], object] = lambda row: ""
    record: str = ""
    fills: Callable[[Model], dict] = field(default=lambda obj: {})


class RegisterMixin:
    """Adds the `sections` with history and evidence, and the acts of those who may record changes."""

    change_form_template = "admin/ledger/register.html"
    sections = ()

    def has_delete_permission(self, request, obj=None):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        obj = self.get_object(request, object_id)
        may_act = may_record(request.user)
        shown = [self._shown(section, obj, may_act) for section in self.sections] if obj else []
        context = {"sections": shown, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def _shown(self, section, obj, may_act):
        rows, count = first_rows(section.rows(obj), may_act=may_act)
        return {
            "title": section.title,
            "groups": _grouped(rows, section.heading),
            "shown": len(rows),
            "count": count,
            "record_url": may_act and section.record and _record_url(section, obj),
        }


class RegisterAdmin(RegisterMixin, ReadOnlyAdmin):
    """An identity of the register, or a row that is its own identity; its facts change by acts only."""


def _record_url(section, obj):
    address = reverse("admin:ledger_changeset_record", args=[section.record])
    return f"{address}?{urlencode(section.fills(obj))}"


def _grouped(rows, heading):
    """Return `{heading: (open rows, closed rows)}` in the order of the rows."""
    groups = {}
    for row in rows:
        groups.setdefault(str(heading(row.row)), ([], []))[bool(row.closed)].append(row)
    return groups
