"""From a working copy to the public: check it, freeze it, publish it now or at a moment."""

from django import forms
from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from ledger.admin.telling import telling
from ledger.errors import LedgerError
from newsroom.actions import freeze, publish, take_back
from newsroom.errors import NewsroomError, NotReadyError
from newsroom.exchange import window_warning
from newsroom.models import Release
from newsroom.moments import FutureMomentField, moment_shown
from newsroom.requirements import errors_of, findings_for
from newsroom.states import state_of, with_state

PERMISSION = "newsroom.publish_release"


class PublishForm(forms.Form):
    """Now, or at a moment that lies ahead."""

    when = forms.ChoiceField(
        label=_("When"),
        choices=[("now", _("Now")), ("at", _("At a moment that lies ahead"))],
        widget=forms.RadioSelect,
    )
    at = FutureMomentField(label=_("Moment"), required=False)

    def clean(self):
        data = super().clean()
        if data.get("when") == "at" and "at" in data and not data["at"]:
            self.add_error("at", _("Say when the release becomes public."))
        if data.get("when") == "now":
            data["at"] = None
        return data


def check_view(request, pk):
    """Show what stands in the way of freezing the release."""
    if not request.user.has_perm("newsroom.view_release"):
        raise PermissionDenied
    release = _release(pk)
    context = {"findings": findings_for(release), "title": gettext("Check")}
    return _page(request, release, "admin/newsroom/check.html", context)


@telling
def publish_view(request, pk):
    """Freeze the release and publish it, now or later."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    release = _release(pk)
    form = PublishForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _published(request, release, form):
        return HttpResponseRedirect(reverse("admin:newsroom_release_change", args=[pk]))
    findings = findings_for(release)
    context = {
        "title": gettext("Freeze and publish"),
        "form": form,
        "findings": findings,
        "is_ready": not errors_of(findings),
        "announced": release.announces.select_related("actor", "disclosure"),
    }
    return _page(request, release, "admin/newsroom/publish.html", context)


@telling
@require_POST
def take_back_view(request, pk):
    """Unschedule the release."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    release = _release(pk)
    if not release.scheduled_for:
        messages.info(request, gettext("This release is not scheduled."))
    try:
        take_back(release)
    except LedgerError as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(reverse("admin:newsroom_release_change", args=[pk]))


def _published(request, release, form):
    """Freeze and publish in one transaction; on refusal tell the form and return False."""
    at = form.cleaned_data["at"]
    try:
        with transaction.atomic():
            publication = publish(freeze(release, by=request.user, at=at), by=request.user, at=at)
    except NotReadyError as error:
        form.add_error(None, [str(error), *(finding.message for finding in error.findings)])
        return False
    except (NewsroomError, LedgerError) as error:
        form.add_error(None, str(error))
        return False
    words = gettext("Scheduled for %(at)s.") if at else gettext("Public since %(at)s.")
    messages.success(request, words % {"at": moment_shown(publication.visible.lower)})
    if at and (warning := window_warning(at)):
        messages.warning(request, warning)
    return True


def _release(pk):
    return get_object_or_404(with_state(Release.objects.all()), pk=pk)


def _page(request, release, template, context):
    frame = site.each_context(request) | {
        "release": release,
        "state": state_of(release),
        "opts": Release._meta,
        "subtitle": str(release),
    }
    return TemplateResponse(request, template, frame | context)
