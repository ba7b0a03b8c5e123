"""What waits for the reader: emergencies that nobody confirmed, and the notices of one's own."""

from django.db.models.functions import Now
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from henlius.start.panels import Item, Panel
from newsroom.mails import path_of
from newsroom.models import Emergency, Notice
from newsroom.notices import CLOSED_BY_HAND, waiting, words_of

SHOWN = 30


def emergencies(user):
    """A red panel of what was published unsigned, until it is confirmed, for all who see releases.

    1 query.
    """
    if not user.has_perm("newsroom.view_release"):
        return []
    open_ones = Emergency.objects.filter(confirmation=None)
    found = list(open_ones.select_related("edition__release", "declared_by"))
    items = [Item(str(e.edition.release), _address(e.edition.release), _why(e)) for e in found]
    return [Panel(_("Published unsigned: to be confirmed"), items, is_urgent=True)] if found else []


def own(user):
    """The open notices of `user`, newest first. 1 query."""
    found = list(waiting(user))
    title = _("Your queue (%(number)s)") % {"number": len(found)}
    return [Panel(title, [_item(notice) for notice in found[:SHOWN]])] if found else []


@require_POST
def done_view(request, pk):
    """Close a notice of the reader's own that does not close by itself; 404 for any other."""
    mine = Notice.objects.filter(recipient=request.user, kind__in=CLOSED_BY_HAND)
    notice = get_object_or_404(mine, pk=pk)
    mine.filter(pk=notice.pk, done_at=None).update(done_at=Now())
    return HttpResponseRedirect(reverse("admin:index"))


def _item(notice):
    by_hand = notice.kind in CLOSED_BY_HAND
    done = reverse("admin:notice_done", args=[notice.pk]) if by_hand else ""
    return Item(str(notice.release), path_of(notice), words_of(notice), done)


def _why(emergency):
    by = emergency.declared_by.get_full_name() or emergency.declared_by.username
    at = f"{localtime(emergency.declared_at):%Y-%m-%d %H:%M}"
    return f"{by} · {at} · {emergency.reason}"


def _address(release):
    return reverse("admin:newsroom_release_change", args=[release.pk])
