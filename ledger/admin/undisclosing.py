"""The page on which a change set is taken from the public again."""

from django import forms
from django.contrib import messages
from django.contrib.admin import helpers, site
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledger.actions import undisclose
from ledger.admin.access import require_recorder
from ledger.admin.history import is_public
from ledger.admin.telling import telling
from ledger.errors import LedgerError, NotPublicError
from ledger.forms.signing import SignedForm
from ledger.models import ChangeSet
from ledger.showing import pages_showing


class UndiscloseForm(SignedForm):
    """`also` is asked only where later changes build on the one to be hidden."""

    also = forms.BooleanField(
        label=gettext_lazy("Undisclose the later changes as well"),
        error_messages={"required": gettext_lazy("They cannot stay public without this one.")},
    )
    field_order = ["also"]

    def __init__(self, data, *, builders):
        super().__init__(data)
        if not builders:
            del self.fields["also"]


@telling
def undisclose_view(request, seq):
    """Show what hiding a public change set would do, and do it when it is signed for."""
    require_recorder(request)
    change_set = get_object_or_404(ChangeSet.objects.select_related("actor", "disclosure"), pk=seq)
    page = reverse("admin:ledger_changeset_change", args=[seq])
    if not is_public(change_set):
        messages.error(request, str(NotPublicError.message))
        return HttpResponseRedirect(page)
    builders = list(_built_on(change_set))
    form = UndiscloseForm(request.POST if request.method == "POST" else None, builders=builders)
    if (
        request.method == "POST"
        and form.is_valid()
        and _undisclosed(request, form, change_set, builders)
    ):
        messages.success(
            request, _("No longer public: %(change_set)s.") % {"change_set": change_set}
        )
        return HttpResponseRedirect(page)
    context = site.each_context(request) | {
        "title": _("Undisclose"),
        "subtitle": str(change_set),
        "form": form,
        "change_set": change_set,
        "builders": builders,
        "pages": pages_showing([change_set, *builders]),
        "fieldsets": helpers.AdminForm(form, [(None, {"fields": list(form.fields)})], {}),
    }
    return TemplateResponse(request, "admin/ledger/undisclose.html", context)


def _built_on(change_set):
    found = ChangeSet.objects.built_on(change_set.seq).select_related("actor", "disclosure")
    return found.order_by("seq")


def _undisclosed(request, form, change_set, builders):
    signed = {name: form.cleaned_data[name] for name in ("password", "reason")}
    try:
        undisclose(change_set, by=request.user, also=builders, **signed)
    except LedgerError as error:
        form.add_refusal(error)
        return False
    return True
