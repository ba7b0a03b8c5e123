"""Translations of wordings: added for exactly one text, never changed, confirmed by a second person."""

import hashlib

from django import forms
from django.contrib import admin
from django.urls import path
from django.utils.translation import gettext_lazy as _

from ledger.admin.base import ReadOnlyAdmin
from ledger.forms.fields import WordingField, language_choices
from ledger.models import Signature
from ledger.people import may_record
from ledger.phrases import labelled
from products.admin.confirming import CONFIRMED, SCOPE, confirm_view, may_confirm
from products.enums import TranslationStatus
from products.models import IndicationTranslation, IndicationVersion


class TranslationForm(forms.ModelForm):
    """Asks for the wording that is translated; its hash ties the translation to that text."""

    wording = forms.ModelChoiceField(
        IndicationVersion.objects.current()
        .select_related(
            "indication__concept",
            "indication__authorisation__product",
            "indication__authorisation__jurisdiction",
        )
        .order_by("indication"),
        label=_("Wording"),
    )
    language = forms.ChoiceField(label=_("Language"), choices=language_choices, initial="zh-hans")
    status = forms.ChoiceField(
        label=_("Status"),
        choices=[(each.value, each.label) for each in TranslationStatus if each not in CONFIRMED],
        help_text=_(
            "That it is reviewed, or the authority's own, a second person signs afterwards."
        ),
    )
    text = WordingField(label=_("Translation"), widget=admin.widgets.AdminTextareaWidget)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["wording"].label_from_instance = _in_short

    def clean(self):
        data = super().clean()
        wording = data.get("wording")
        if wording and wording.language == data.get("language"):
            self.add_error("language", _("The wording itself is in this language."))
        if wording:
            self.instance.text_hash = hashlib.sha256(wording.text.encode()).hexdigest()
        return data


@admin.register(IndicationTranslation)
class IndicationTranslationAdmin(ReadOnlyAdmin):
    form = TranslationForm
    fields = ["text", "language", "status", "source", "text_hash", "translated_by", "recorded_at"]
    list_display = ["text", "language", "status", "translated_by", "recorded_at"]
    list_filter = ["language", "status"]
    list_select_related = ["translated_by"]
    search_fields = ["text"]
    autocomplete_fields = ["source"]
    change_form_template = "admin/products/translation.html"

    def has_add_permission(self, request):
        return admin.ModelAdmin.has_add_permission(self, request)

    def get_urls(self):
        view = self.admin_site.admin_view(confirm_view)
        confirm = path("<int:pk>/confirm/", view, name="products_indicationtranslation_confirm")
        return [confirm, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = extra_context or {}
        if obj := self.get_object(request, object_id):
            subject = f"products.indicationtranslation:{obj.pk}"
            context |= {
                "signatures": Signature.objects.filter(subject=subject, scope=SCOPE),
                "may_confirm": may_record(request.user) and may_confirm(obj, request.user),
            }
        return super().change_view(request, object_id, form_url, context)

    def get_fields(self, request, obj=None):
        return self.fields if obj else ["wording", "language", "text", "status", "source"]

    def get_readonly_fields(self, request, obj=None):
        return self.fields if obj else []

    def save_model(self, request, obj, form, change):
        obj.translated_by = request.user
        super().save_model(request, obj, form, change)


def _in_short(wording):
    return labelled(wording.indication, wording.text[:80])
