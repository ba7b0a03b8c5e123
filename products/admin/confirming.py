"""The page on which a second person confirms the translation of a wording: signed, as a newer row."""

import json
from hashlib import sha256

from django import forms
from django.contrib import messages
from django.contrib.admin import site
from django.db import transaction
from django.db.models import F, Func
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledger.admin.access import require_recorder
from ledger.enums import Meaning
from ledger.errors import LedgerError
from ledger.forms.signing import SignedForm
from ledger.signing import sign
from products.enums import TranslationStatus
from products.models import IndicationTranslation, IndicationVersion

SCOPE = "translation"
SAME = ("text_hash", "language", "text", "source_id", "translated_by_id")
CONFIRMED = (TranslationStatus.REVIEWED, TranslationStatus.AUTHORITY_ISSUED)


class ConfirmForm(SignedForm):
    """What the reader vouches for, why, and the password; an authority's text needs its document."""

    status = forms.ChoiceField(label=gettext_lazy("Status"), widget=forms.RadioSelect)
    field_order = ["status", "reason", "password"]

    def __init__(self, data=None, *, translation):
        super().__init__(data)
        self.translation = translation
        offered = [status for status in CONFIRMED if status != translation.status]
        self.fields["status"].choices = [(status.value, status.label) for status in offered]

    def clean_status(self):
        status = self.cleaned_data["status"]
        if status == TranslationStatus.AUTHORITY_ISSUED and not self.translation.source_id:
            raise forms.ValidationError(
                _("Name the authority's document: add the translation anew with it as the source.")
            )
        return status


def confirm_view(request, pk):
    """Show a translation beside its wording, and keep it anew with the status that is signed."""
    require_recorder(request)
    translation = get_object_or_404(IndicationTranslation.objects.select_related("source"), pk=pk)
    if refusal := _refusal(translation, request.user):
        messages.error(request, refusal)
        return HttpResponseRedirect(_page(translation))
    form = ConfirmForm(request.POST or None, translation=translation)
    if form.is_valid() and (confirmed := _confirmed(form, request.user)):
        messages.success(
            request, _("Signed: %(status)s.") % {"status": confirmed.get_status_display()}
        )
        return HttpResponseRedirect(_page(confirmed))
    context = site.each_context(request) | {
        "title": _("Confirm a translation"),
        "form": form,
        "translation": translation,
        "wording": _wording(translation),
    }
    return TemplateResponse(request, "admin/products/confirm_translation.html", context)


def may_confirm(translation, user):
    """Return whether `user` may still raise the status of a translation. 1 query."""
    return not _refusal(translation, user)


def _refusal(translation, user):
    same = {"text_hash": translation.text_hash, "language": translation.language}
    if translation.translated_by_id == user.pk:
        return _("Nobody confirms their own translation. Ask a second person.")
    if translation.status == TranslationStatus.AUTHORITY_ISSUED:
        return _("It is confirmed already: issued by the authority.")
    if IndicationTranslation.objects.filter(**same, pk__gt=translation.pk).exists():
        return _("There is a newer translation of this wording. Confirm that one.")
    return ""


@transaction.atomic
def _kept_anew(form, by):
    same = {name: getattr(form.translation, name) for name in SAME}
    kept = IndicationTranslation.objects.create(status=form.cleaned_data["status"], **same)
    sign(
        f"products.indicationtranslation:{kept.pk}",
        SCOPE,
        content_hash(kept),
        by=by,
        password=form.cleaned_data["password"],
        meaning=Meaning.REVIEW,
        reason=form.cleaned_data["reason"],
    )
    return kept


def _confirmed(form, by):
    try:
        return _kept_anew(form, by)
    except LedgerError as error:
        form.add_refusal(error)
        return None


def content_hash(translation):
    """Return the SHA-256 of what a signature under a translation vouches for."""
    said = [getattr(translation, name) for name in (*SAME, "status")]
    said = json.dumps(said, ensure_ascii=False)
    return sha256(said.encode()).hexdigest()


def _wording(translation):
    """Return a wording of the register with that very text, the newest; None when it has none."""
    hashed = Func(F("text"), function="ledger_text_hash")
    rows = IndicationVersion.objects.alias(hashed=hashed).filter(hashed=translation.text_hash)
    return rows.order_by("-pk").first()


def _page(translation):
    return reverse("admin:products_indicationtranslation_change", args=[translation.pk])
