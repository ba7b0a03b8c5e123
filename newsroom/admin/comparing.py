"""Pages that compare: two states of a release, and its languages."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from newsroom.admin.frame import page, release_or_404, require
from newsroom.differences.comparison import comparison
from newsroom.differences.languages import beside
from newsroom.differences.states import (
    PUBLIC,
    WORKING,
    editions_of,
    name_of,
    public_now,
    state_of_edition,
    state_of_working_copy,
    with_contents,
)
from newsroom.models import Image
from newsroom.pages import LABELS
from newsroom.preview import PERMISSION as PREVIEW

EDITIONS = "newsroom.view_edition"
LOCALES = dict(settings.LANGUAGES)


class Sides:
    """The states of a release that somebody may read: without the permission to preview only what
    is or was public.
    """

    def __init__(self, user, release):
        self.release = release
        self.previews = user.has_perm(PREVIEW)
        self.editions = editions_of(release, previews=self.previews)
        self.public = public_now(self.editions)

    def choices(self):
        """Return (key, name) of each state, the newest first."""
        own = [(WORKING, _("Working copy"))] if self.previews else []
        public = [(PUBLIC, _("What is public now"))] if self.public else []
        return own + public + [(str(edition.pk), name_of(edition)) for edition in self.editions]

    def state(self, key):
        """Return the `State` that `key` names. Raises 403 for a working copy, 404 for what is not here."""
        if key == WORKING:
            if not self.previews:
                raise PermissionDenied
            return state_of_working_copy(self.release)
        edition = self.public if key == PUBLIC else self._edition(key)
        if edition is None:
            raise Http404
        return state_of_edition(with_contents(edition.pk), key)

    def _edition(self, key):
        return next((edition for edition in self.editions if str(edition.pk) == key), None)

    def asked(self, query, *names):
        """Return the keys in `query`; unasked the newest, compared with what is public or is next.

        Raises like `state` for keys where nothing may be read.
        """
        keys = [key for key, _name in self.choices()]
        unasked = dict(zip(reversed(names), keys, strict=False))
        found = [query.get(name) or unasked.get(name) or "".join(keys[:1]) for name in names]
        if not keys:
            for key in filter(None, found):
                self.state(key)
        return found


@never_cache
@require_safe
def compare_view(request, pk):
    """Show what `?to=` says differently from `?from=`: `working`, `public` or the key of an edition."""
    require(request.user, PREVIEW, EDITIONS)
    release = release_or_404(pk)
    sides = Sides(request.user, release)
    context = {
        "title": _("Differences"),
        "choices": sides.choices(),
        "languages": settings.LANGUAGES,
    }
    former, later = sides.asked(request.GET, "from", "to")
    if not context["choices"]:
        return page(request, release, "admin/newsroom/differences/compare.html", context)
    language = request.GET.get("language")
    locales = [language] if language in LOCALES else list(LOCALES)
    found = comparison(sides.state(former), sides.state(later), locales)
    context |= {
        "found": found,
        "from": former,
        "to": later,
        "language": language if language in LOCALES else "",
        "parts": with_pictures(found.parts),
    }
    return page(request, release, "admin/newsroom/differences/compare.html", context)


@never_cache
@require_safe
def languages_view(request, pk):
    """Show the languages of `?side=` beside each other; without it of the newest state."""
    require(request.user, PREVIEW, EDITIONS)
    release = release_or_404(pk)
    sides = Sides(request.user, release)
    context = {
        "title": _("Languages side by side"),
        "choices": sides.choices(),
        "languages": LABELS.items(),
    }
    [side] = sides.asked(request.GET, "side")
    if context["choices"]:
        context |= {"side": side, "blocks": beside(sides.state(side))}
    return page(request, release, "admin/newsroom/differences/languages.html", context)


def with_pictures(parts):
    """Return each `Part` with the hashes of the pictures that it showed and shows. 1 query."""
    keys = {key for part in parts for key in part.images if key}
    hashes = dict(Image.objects.filter(pk__in=keys).values_list("pk", "sha256"))
    return [(part, [hashes.get(key) for key in part.images]) for part in parts]


def comparing_urls(wrap):
    return [
        path("<int:pk>/compare/", wrap(compare_view), name="newsroom_release_compare"),
        path("<int:pk>/languages/", wrap(languages_view), name="newsroom_release_languages"),
    ]
