"""What stands around the form of a release: its state, what to do next, what was said and done."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.db.models.functions import Now
from django.urls import path, reverse
from django.utils.translation import gettext as _

from newsroom.admin.affected import addresses
from newsroom.admin.comments import COMMENT, panels
from newsroom.admin.frame import page, release_or_404, require, standing_of
from newsroom.admin.publishing import PERMISSION as PUBLISH
from newsroom.admin.translating import WRITE, translates_only
from newsroom.integrity import with_integrity
from newsroom.models import Edition, EditionText
from newsroom.preview import PERMISSION as PREVIEW
from newsroom.states import State, states_of
from newsroom.timeline import timeline


@dataclass(frozen=True)
class Button:
    """A way on from the page of a release; the main one is what its state asks for."""

    label: str
    url: str
    is_main: bool = False


def release_context(user, release):
    """Return what the page of a release of `with_state()` shows around its form for `user`.

    A constant number of queries, whatever was said, saved and frozen.
    """
    events, has_more = timeline(release)
    return {
        **standing_of(release),
        "buttons": list(_buttons(user, release)),
        "public_pages": _public_pages(release),
        "is_limited": translates_only(user),
        "may_preview": user.has_perm(PREVIEW),
        "editions": _editions(release),
        "panels": panels(release),
        "may_comment": user.has_perm(COMMENT),
        "events": events,
        "has_more": has_more,
    }


def timeline_view(request, pk):
    """Show everything that ever happened to the release."""
    require(request.user, "newsroom.view_release")
    release = release_or_404(pk)
    events, has_more = timeline(release, limit=None)
    context = {"title": _("Timeline"), "events": events, "has_more": has_more}
    return page(request, release, "admin/newsroom/timeline.html", context)


def timeline_urls(wrap):
    return [path("<int:pk>/timeline/", wrap(timeline_view), name="newsroom_release_timeline")]


def _buttons(user, release):
    states = states_of(release)
    is_reviewed = State.IN_REVIEW in states or State.APPROVED in states
    if user.has_perm(PREVIEW) and release.last_turn:
        yield Button(_("Review"), _page("review", release), State.IN_REVIEW in states)
    if user.has_perm(WRITE):
        label = _("Ask for review again") if is_reviewed else _("Ask for review")
        yield Button(label, _page("ask_review", release), State.DRAFT in states)
    if user.has_perm(PUBLISH):
        yield Button(_("Freeze and publish"), _page("publish", release), State.APPROVED in states)
        if State.SCHEDULED in states:
            yield Button(_("Take back"), _page("take_back", release))


def _page(name, release):
    return reverse(f"admin:newsroom_release_{name}", args=[release.pk])


def _public_pages(release):
    """Return `(language code, address)` of what readers see of a release now; queries: see `addresses`."""
    if not release.public_since:
        return []
    return addresses(release.editions.get(publication__visible__contains=Now()))


def _editions(release):
    texts = with_integrity(EditionText.objects.defer("article", "plain").order_by("locale"))
    editions = Edition.objects.filter(release=release)
    return editions.select_related("publication", "frozen_by").prefetch_related(
        Prefetch("texts", texts, "parts")
    )
