"""The second person's word after an emergency."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters

from ledger.errors import LedgerError
from newsroom.actions import confirm_emergency
from newsroom.actions.emergencies import CONFIRMERS
from newsroom.admin.frame import go, page, posted, release_or_404, require
from newsroom.admin.review_forms import ConfirmForm
from newsroom.errors import NewsroomError
from newsroom.models import Emergency
from newsroom.shown_facts import facts_of


@sensitive_post_parameters("password")
def confirm_view(request, pk, edition):
    """Show what went public without signatures and why; a POST confirms it."""
    require(request.user, *CONFIRMERS)
    release = release_or_404(pk)
    emergency = get_object_or_404(Emergency, edition__release=release, edition=edition)
    form = ConfirmForm(posted(request))
    if request.method == "POST" and form.is_valid() and _confirmed(request, emergency, form):
        return go("change", release)
    context = {
        "title": gettext("Confirm an emergency"),
        "emergency": emergency,
        "is_own": emergency.declared_by == request.user,
        "texts": emergency.edition.texts.order_by("locale"),
        "facts": facts_of(emergency.edition),
        "form": form,
    }
    return page(request, release, "admin/newsroom/confirm.html", context)


def confirm_urls(wrap):
    address = "<int:pk>/emergency/<int:edition>/"
    return [path(address, wrap(confirm_view), name="newsroom_release_confirm")]


def _confirmed(request, emergency, form):
    try:
        confirm_emergency(emergency, by=request.user, **form.cleaned_data)
    except LedgerError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return False
    except NewsroomError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, gettext("Confirmed, with your signature."))
    return True
