"""The review of a release: asked for, read, signed part by part, returned."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext, ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from ledger.errors import LedgerError
from ledger.keys import typed_key
from newsroom.actions import ask_review, return_release, sign
from newsroom.admin.frame import go, page, posted, release_or_404, require
from newsroom.admin.review_forms import AskForm, ReasonForm, SignForm
from newsroom.admin.review_page import review_context
from newsroom.errors import MovedOnError, NewsroomError, NotReadyError
from newsroom.foreseen import findings_planned
from newsroom.moments import ahead
from newsroom.requirements import errors_of
from newsroom.scopes import SIGN_FACTS, SIGN_TEXTS

WRITE = "newsroom.change_release"
PREVIEW = "newsroom.preview_release"
PUBLISH = "newsroom.publish_release"


def ask_view(request, pk):
    """Show what is missing and when it is planned for; a POST asks for the review."""
    require(request.user, WRITE)
    release = release_or_404(pk)
    form = AskForm(posted(request))
    if request.method == "POST" and form.is_valid() and _asked(request, release, form):
        return go("review", release)
    findings = findings_planned(release)
    context = {
        "title": gettext("Ask for review"),
        "form": form,
        "findings": findings,
        "is_ready": not errors_of(findings),
        "planned_at": ahead(release.planned_at),
    }
    return page(request, release, "admin/newsroom/ask_review.html", context)


@sensitive_post_parameters("password")
def review_view(request, pk):
    """Show the candidate that is under review; a POST signs parts of it."""
    require(request.user, PREVIEW)
    release = release_or_404(pk)
    form = None
    if request.method == "POST":
        edition = _edition_seen(release, request.POST.get("edition", ""))
        form = SignForm(_scopes(edition), request.POST)
        if form.is_valid() and _signed(request, edition, form):
            return go("review", release)
    edition, former = [*release.editions.all()[:2], None, None][:2]
    context = review_context(request.user, release, edition, former, form)
    return page(request, release_or_404(pk), "admin/newsroom/review.html", context)


@require_POST
def return_view(request, pk):
    """Send the release back to its writers."""
    require(request.user, SIGN_TEXTS, SIGN_FACTS, PUBLISH)
    release = release_or_404(pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        context = review_context(request.user, release, release.editions.first())
        return page(request, release, "admin/newsroom/review.html", context | {"return_form": form})
    try:
        return_release(release, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, gettext("Returned to the writers. They are told why."))
    except NewsroomError as error:
        messages.error(request, str(error))
    return go("review", release)


def review_urls(wrap):
    return [
        path("<int:pk>/ask-review/", wrap(ask_view), name="newsroom_release_ask_review"),
        path("<int:pk>/review/", wrap(review_view), name="newsroom_release_review"),
        path("<int:pk>/return/", wrap(return_view), name="newsroom_release_return"),
    ]


def _asked(request, release, form):
    try:
        ask_review(release, by=request.user, reason=form.cleaned_data["reason"])
    except NotReadyError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, gettext("The review is asked for. Those who sign are told."))
    return True


def _edition_seen(release, key):
    return get_object_or_404(release.editions, pk=typed_key(key))


def _scopes(edition):
    return list(edition.scopes.values_list("scope", flat=True))


def _signed(request, edition, form):
    """Sign what was chosen; on refusal tell the form and return False. All or none is signed."""
    data = form.cleaned_data
    names = ("password", "meaning", "reason")
    try:
        made = sign(edition, data["parts"], by=request.user, **{name: data[name] for name in names})
    except MovedOnError as error:
        form.data = form.data.copy()
        form.data.setlist("parts", [])
        form.data["edition"] = edition.release.editions.first().pk
        form.add_error(None, str(error))
    except LedgerError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
    except NewsroomError as error:
        form.add_error(None, str(error))
    else:
        words = ngettext("%(number)s part signed.", "%(number)s parts signed.", len(made))
        messages.success(request, words % {"number": len(made)})
        return True
    return False
