"""The page on which a hidden change set is made public: signed, for nobody takes back what was read.

Its author does not sign that: the second person approved it as not yet public.
"""

from hashlib import sha256

from django.contrib import messages
from django.contrib.admin import helpers, site
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ledger.actions import disclose
from ledger.admin.access import require_recorder
from ledger.admin.history import disclosed
from ledger.admin.telling import telling
from ledger.enums import Meaning
from ledger.errors import LedgerError, OwnDisclosureError
from ledger.forms.disclosure import DiscloseForm
from ledger.models import ChangeSet
from ledger.signing import sign

SCOPE = "disclosure"


@telling
def disclose_view(request, seq):
    """Make a change set public that is hidden, at once or with a release."""
    require_recorder(request)
    change_set = get_object_or_404(
        ChangeSet.objects.select_related("actor", "disclosure"), pk=seq, disclosure__at=None
    )
    page = reverse("admin:ledger_changeset_change", args=[seq])
    if change_set.actor == request.user:
        messages.error(request, OwnDisclosureError.message)
        return HttpResponseRedirect(page)
    form = DiscloseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _disclosed(form, change_set, request.user):
        messages.success(request, _told(form, change_set))
        return HttpResponseRedirect(page)
    context = site.each_context(request) | {
        "title": _("Make public"),
        "subtitle": str(change_set),
        "form": form,
        "change_set": change_set,
        "fieldsets": helpers.AdminForm(form, [(None, {"fields": list(form.fields)})], {}),
    }
    return TemplateResponse(request, "admin/ledger/disclose.html", context)


def _disclosed(form, change_set, by):
    try:
        with transaction.atomic():
            _sign(form, change_set, by)
            if form.cleaned_data["disclosure"] == "now":
                disclose(change_set, form.disclose, by=by)
            form.announce(change_set)
    except LedgerError as error:
        form.add_refusal(error)
        return False
    return True


def _told(form, change_set):
    """Say when it is public: since now, or with which release."""
    if form.cleaned_data["disclosure"] == "release":
        words = _("%(change_set)s becomes public with the release “%(release)s”.")
        return words % {"change_set": change_set, "release": form.cleaned_data["release"]}
    change_set.disclosure.refresh_from_db()
    words = _("%(change_set)s: %(disclosed)s.")
    return words % {"change_set": change_set, "disclosed": disclosed(change_set)}


def _sign(form, change_set, by):
    """Sign the position, its seal, how it becomes public and why."""
    said, data = form.disclose, form.cleaned_data
    text = f"{change_set.seq}\n{change_set.seal}\n{data['disclosure']} {said.reference}\n"
    sign(
        f"ledger.changeset:{change_set.seq}",
        SCOPE,
        sha256(f"{text}{data['reason']}".encode()).hexdigest(),
        by=by,
        password=data["password"],
        meaning=Meaning.RESPONSIBILITY,
        reason=data["reason"],
    )
