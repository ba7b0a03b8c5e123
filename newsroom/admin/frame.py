"""The frame of every page about one release: where it stands, and what must not be overlooked."""

from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from newsroom.admin.states import path_of
from newsroom.models import Emergency, Release
from newsroom.states import state_of, with_state


def require(user, *permissions):
    """Raise `PermissionDenied` unless `user` holds one of `permissions`."""
    if not any(user.has_perm(permission) for permission in permissions):
        raise PermissionDenied


def posted(request):
    """Return what a form is bound to: what was posted, be it nothing, or None to show it fresh."""
    return request.POST if request.method == "POST" else None


def release_or_404(pk):
    """Return the release `pk` with its state. 1 query."""
    return get_object_or_404(with_state(Release.objects.all()), pk=pk)


def standing_of(release):
    """Return the template context that says where a release of `with_state()` stands. 1 query."""
    return {
        "state": state_of(release) if release.public_since or release.scheduled_for else "",
        "stops": path_of(release),
        "emergencies": _unconfirmed(release),
    }


def _unconfirmed(release):
    waiting = Emergency.objects.filter(edition__release=release, confirmation=None)
    return waiting.select_related("edition__release", "declared_by")


def page(request, release, template, context):
    """Answer with a page about `release`, in the frame of the admin."""
    frame = site.each_context(request) | {
        "release": release,
        "opts": Release._meta,
        "subtitle": str(release),
    }
    return TemplateResponse(request, template, frame | standing_of(release) | context)


def go(name, release, anchor=""):
    """Redirect to a page of `release` by the last part of its name: `change`, `review`."""
    address = reverse(f"admin:newsroom_release_{name}", args=[release.pk])
    return HttpResponseRedirect(address + anchor)
