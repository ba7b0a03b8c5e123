"""What an act does to those who wait for its facts, told beside its own success."""

from functools import wraps

from django.contrib import messages
from django.utils.translation import gettext as _

from ledger.announcements import announcer
from ledger.phrases import listed


def telling(view):
    """Let `view(request, ...)` name the scheduled releases that were taken back by what it did."""

    @wraps(view)
    def told(request, *args, **kwargs):
        if request.method != "POST":
            return view(request, *args, **kwargs)
        before = _taken_back()
        response = view(request, *args, **kwargs)
        if recalled := [release for release in _taken_back() if release not in before]:
            words = _(
                "No longer scheduled: %(releases)s. Check what it says now and publish it again."
            )
            messages.warning(request, words % {"releases": listed(recalled)})
        return response

    return told


def _taken_back():
    found = announcer()
    return list(found.taken_back()) if found else []
