"""The page that answers what was public at an address at a moment."""

from django import forms
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied, ValidationError
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from newsroom.addresses import AddressField, public_at
from newsroom.models import Edition
from newsroom.moments import MomentField, MomentInput

PERMISSION = "newsroom.view_edition"


class AddressForm(forms.Form):
    """Takes an address as copied from anywhere, and a moment that is not ahead."""

    address = AddressField(
        widget=forms.TextInput(attrs={"class": "vTextField", "inputmode": "url"})
    )
    at = MomentField(
        label=pgettext_lazy("asked about", "Moment"), widget=MomentInput(attrs={"step": 1})
    )

    def clean_at(self):
        at = self.cleaned_data["at"]
        if at > timezone.now():
            raise ValidationError(
                _("This moment lies ahead. What is planned for it, the preview of a release shows.")
            )
        return at


@require_safe
def address_view(request):
    """Say what was public at `?address=` at `?at=` (Hong Kong time), with its bytes and signatures."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    form = AddressForm(request.GET if request.GET else None)
    context = site.each_context(request) | {
        "title": gettext("What was public at an address"),
        "opts": Edition._meta,
        "form": form,
    }
    if form.is_valid():
        asked = form.cleaned_data
        context |= {"at": asked["at"], "answer": public_at(*asked["address"], asked["at"])}
    return TemplateResponse(request, "admin/newsroom/address.html", context)
