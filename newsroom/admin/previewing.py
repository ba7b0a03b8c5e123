"""A release beside itself: the page that is public now, and the one that will be at a moment.

Each is the very public page in a frame of its own; only these addresses may be framed, by us.
"""

from csp.constants import SELF
from csp.decorators import csp_replace
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from ledger.keys import typed_key
from newsroom.admin.frame import require
from newsroom.assembly import articles, moment_for
from newsroom.differences.states import name_of
from newsroom.exchange import window_warning
from newsroom.models import Release
from newsroom.moments import FutureMomentField, MomentField, ahead
from newsroom.pages import LABELS, address
from newsroom.preview import PERMISSION, page_of_edition, page_planned, page_public
from newsroom.requirements import findings_of
from newsroom.templatetags.newsroom_admin import FILE, STAFF


class Asked:
    """What a preview is asked for: `?at=` (Hong Kong time), `?language=`, `?edition=` (a key).

    Without `?at=` it is the planned moment. Raises 404 for an edition of another release.
    """

    def __init__(self, query, release):
        self.query, self.release = query, release
        self.error = ""
        planned = MomentField().prepare_value(ahead(release.planned_at)) or ""
        self.typed = query.get("at", planned)
        try:
            self.at = FutureMomentField(required=False).clean(self.typed)
        except ValidationError as error:
            self.at, self.error = None, error.messages[0]

    @cached_property
    def edition(self):
        if not (key := self.query.get("edition")):
            return None
        found = self.release.editions.select_related("publication", "release")
        return get_object_or_404(found, pk=typed_key(key))

    @cached_property
    def moment(self):
        return moment_for(self.release, self.at)

    @cached_property
    def assembled(self):
        return articles(self.release, self.moment)

    @cached_property
    def languages(self):
        """The languages that there are, in the order of the switcher."""
        if self.edition is None:
            return [code for code in LABELS if code in self.assembled]
        return [t.locale for t in self.edition.texts.defer("article", "plain").order_by("locale")]

    @cached_property
    def language(self):
        """The one asked for, else the reader's own, else any; None without any."""
        wanted = self.query.get("language"), translation.get_language()
        found = [code for code in wanted if code in self.languages]
        return next(iter(found or self.languages), None)

    def page(self):
        """Return the `ReleasePage` to come, or that of the edition. Raises 404 without any."""
        if self.language is None:
            raise Http404
        if self.edition:
            return page_of_edition(self.edition, self.language, self.links())
        article = self.assembled[self.language]
        at = self.at or timezone.now()
        return page_planned(self.release, self.moment, article, at, self.links())

    def links(self):
        return {code: self.link("_then", code) for code in self.languages}

    def link(self, pane, language):
        """Return the address of a pane ("_then", "_now"), or of both, with the same question."""
        query = {"language": language, "at": self.typed}
        if self.edition:
            query["edition"] = self.edition.pk
        address = reverse(f"admin:newsroom_release_preview{pane}", args=[self.release.pk])
        return f"{address}?{urlencode(query)}"


@require_safe
def preview_view(request, pk):
    """Show the page that is public now beside the one to come. Raises 403 without the permission."""
    require(request.user, PERMISSION)
    release = get_object_or_404(Release, pk=pk)
    asked = Asked(request.GET, release)
    language = asked.language
    bar = {
        "release": release,
        "typed": asked.typed,
        "at": asked.at,
        "error": asked.error,
        "warning": window_warning(asked.at) if asked.at and not asked.edition else "",
        "moment": asked.moment,
        "edition": asked.edition and name_of(asked.edition),
        "findings": [] if asked.edition else _findings(asked),
    }
    is_public = language and page_public(release, language, {})
    context = {
        "bar": bar,
        "language": language,
        "languages": [(code, LABELS[code], asked.link("", code)) for code in asked.languages],
        "then": asked.link("_then", language) if language else "",
        "now": asked.link("_now", language) if is_public else "",
    }
    return _unseen(render(request, "admin/newsroom/preview.html", context))


@require_safe
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
def then_view(request, pk):
    """Answer as the public address of the release will; see `Asked`."""
    require(request.user, PERMISSION)
    return _answer(request, Asked(request.GET, get_object_or_404(Release, pk=pk)).page())


@require_safe
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
def now_view(request, pk):
    """Answer as the public address of the release does now, in `?language=`."""
    require(request.user, PERMISSION)
    release = get_object_or_404(Release, pk=pk)
    language = request.GET.get("language")
    here = reverse("admin:newsroom_release_preview_now", args=[pk])
    public = release.publications.visible().values_list("edition__texts__locale", flat=True)
    page = page_public(release, language, {code: f"{here}?language={code}" for code in public})
    if page is None:
        raise Http404
    return _answer(request, page)


def _findings(asked):
    return findings_of(asked.release, asked.moment, asked.assembled)


def _answer(request, page):
    """Answer with the public page, its pictures and files at the addresses that staff may read."""
    text = page.text
    text.article = FILE.sub(lambda found: reverse(STAFF[found[1]], args=[found[2]]), text.article)
    context = {
        "section": "news",
        "page": page,
        "text": text,
        "alternates": page.alternates,
        "canonical": address(text.locale, text.dated_on.year, text.slug),
    }
    with translation.override(text.locale):
        return _unseen(render(request, page.template, context, status=page.status))


def _unseen(response):
    response["X-Robots-Tag"] = "noindex"
    return response


def preview_urls(wrap):
    here = "<int:pk>/preview/"
    return [
        path(here, wrap(preview_view), name="newsroom_release_preview"),
        path(f"{here}then/", wrap(then_view), name="newsroom_release_preview_then"),
        path(f"{here}now/", wrap(now_view), name="newsroom_release_preview_now"),
    ]
