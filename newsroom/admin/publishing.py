"""From a working copy to the public: checked, frozen, published now or at a moment, taken back."""

from django.contrib import messages
from django.http import Http404
from django.urls import path
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters

from ledger.admin.telling import telling
from ledger.errors import LedgerError
from newsroom.actions import publish_release, take_back
from newsroom.admin.frame import go, page, posted, release_or_404, require
from newsroom.admin.publish_forms import EmergencyForm, PublishForm, planned
from newsroom.admin.review_forms import ReasonForm
from newsroom.errors import NewsroomError, NotReadyError
from newsroom.foreseen import findings_planned, foreseen
from newsroom.moments import moment_shown
from newsroom.talks import open_threads, talks_of

PERMISSION = "newsroom.publish_release"
EMERGENCY = "newsroom.publish_emergency"


def check_view(request, pk):
    """Show what stands in the way of freezing the release."""
    require(request.user, "newsroom.view_release")
    release = release_or_404(pk)
    context = {"findings": findings_planned(release), "title": gettext("Check")}
    return page(request, release, "admin/newsroom/check.html", context)


@telling
def publish_view(request, pk):
    """Freeze the release and publish it, now or later; `_check` only says what that would mean."""
    require(request.user, PERMISSION)
    return _publishing(request, pk, PublishForm, "admin/newsroom/publish.html")


@telling
@sensitive_post_parameters("password")
def emergency_view(request, pk):
    """Publish without signatures: with a reason, and with the password asked for again."""
    require(request.user, EMERGENCY)
    return _publishing(request, pk, EmergencyForm, "admin/newsroom/emergency.html")


@telling
def take_back_view(request, pk):
    """Unschedule the release, with a reason."""
    require(request.user, PERMISSION)
    release = release_or_404(pk)
    if not release.scheduled_for:
        messages.info(request, gettext("This release is not scheduled."))
        return go("change", release)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid() and _taken_back(request, release, form):
        return go("change", release)
    context = {"title": gettext("Take back"), "form": form}
    return page(request, release, "admin/newsroom/take_back.html", context)


def publish_urls(wrap):
    return [
        path("<int:pk>/check/", wrap(check_view), name="newsroom_release_check"),
        path("<int:pk>/publish/", wrap(publish_view), name="newsroom_release_publish"),
        path("<int:pk>/emergency/", wrap(emergency_view), name="newsroom_release_emergency"),
        path("<int:pk>/take-back/", wrap(take_back_view), name="newsroom_release_take_back"),
    ]


def _publishing(request, pk, form_class, template):
    release = release_or_404(pk)
    edition = release.editions.first()
    form = form_class(posted(request), initial=planned(release, edition))
    is_meant = request.method == "POST" and "_check" not in request.POST
    if is_meant and form.is_valid() and _published(request, release, form):
        return go("change", release)
    context = {
        "title": gettext("Freeze and publish"),
        "form": form,
        "foreseen": foreseen(release, _moment(form)),
        "comments": open_threads(talks_of(release)),
        "announced": release.announces.select_related("actor", "disclosure"),
        "may_emergency": request.user.has_perm(EMERGENCY),
    }
    return page(request, release, template, context)


def _moment(form):
    """Return the moment that was typed, where it could be read, else the one begun with."""
    if form.is_bound:
        form.is_valid()
        return form.cleaned_data.get("at")
    return form.initial["at"]


def _published(request, release, form):
    """Freeze and publish in one transaction; on refusal tell the form and return False."""
    data = form.cleaned_data
    at, emergency = data["at"], data.get("reason", "")
    if emergency and not request.user.check_password(data["password"]):
        form.add_error("password", gettext("This is not your password. Nothing was published."))
        return False
    try:
        publication = publish_release(
            release, by=request.user, at=at, emergency=emergency, seen=_seen(release, data["seen"])
        )
    except NotReadyError as error:
        form.add_error(None, [str(error), *(finding.message for finding in error.findings)])
        return False
    except (NewsroomError, LedgerError) as error:
        form.add_error(None, str(error))
        return False
    words = gettext("Scheduled for %(at)s.") if at else gettext("Public since %(at)s.")
    messages.success(request, words % {"at": moment_shown(publication.visible.lower)})
    return True


def _seen(release, key):
    """Return the edition `key` of `release`, None for none; raises `Http404` for another's."""
    if key is None:
        return None
    if edition := release.editions.filter(pk=key).first():
        return edition
    raise Http404


def _taken_back(request, release, form):
    try:
        take_back(release, by=request.user, reason=form.cleaned_data["reason"])
    except LedgerError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, gettext("Taken back: it is no longer scheduled."))
    return True
