"""What a release would look like in public at a moment, for staff only and never kept."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from newsroom.assembly import articles, moment_for
from newsroom.exchange import window_warning
from newsroom.models import Edition, EditionText, Release
from newsroom.moments import FutureMomentField
from newsroom.pages import LABELS, Alternate, planned_page
from newsroom.requirements import findings_of

PERMISSION = "newsroom.preview_release"


@require_safe
def preview(request, pk):
    """Render the public page of the working copy at `?at=` (Hong Kong time) in `?language=`.

    Uses the public template; only the staff bar is added. Raises 403 without the permission.
    """
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    release = get_object_or_404(Release, pk=pk)
    bar = {"release": release, "language": translation.get_language(), **_moment_asked(request)}
    moment = moment_for(release, bar["at"])
    assembled = articles(release, moment)
    asked = request.GET.get("language")
    locale = asked if asked in assembled else next(iter(assembled), None)
    bar |= {
        "findings": findings_of(release, moment, assembled),
        "moment": moment,
        "texts": list(assembled),
    }
    if locale is None:
        return render(request, "admin/newsroom/preview_empty.html", {"bar": bar})
    page = planned_page(
        _text(release, moment, assembled[locale]),
        bar["at"] or timezone.now(),
        [_alternate(request, release, code, assembled) for code in LABELS],
    )
    with translation.override(locale):
        context = {
            "section": "news",
            "page": page,
            "text": page.text,
            "alternates": page.alternates,
        }
        response = render(request, "admin/newsroom/preview.html", context | {"bar": bar})
    response["X-Robots-Tag"] = "noindex"
    return response


def _moment_asked(request):
    typed = request.GET.get("at", "")
    field = FutureMomentField(required=False)
    try:
        at = field.clean(typed)
        return {"typed": typed, "at": at, "warning": window_warning(at) if at else ""}
    except ValidationError as error:
        return {"typed": typed, "at": None, "error": error.messages[0]}


def _text(release, moment, article):
    """Return the unsaved `EditionText` that freezing would write, its pictures shown by the admin."""
    html = article.html
    for sha256 in article.images:
        public = reverse("image", args=[sha256])
        html = html.replace(public, reverse("admin:newsroom_image_file", args=[sha256]))
    return EditionText(
        edition=Edition(release=release, release_kind=release.kind, kind=moment.kind),
        locale=article.locale,
        dated_on=moment.as_of,
        slug=release.slug,
        title=article.title or _("(no title in this language)"),
        summary=article.summary,
        article=html,
        note=article.note,
    )


def _alternate(request, release, code, assembled):
    if code not in assembled:
        return Alternate(code, LABELS[code], None)
    query = urlencode({"language": code, "at": request.GET.get("at", "")})
    address = reverse("admin:newsroom_release_preview", args=[release.pk])
    return Alternate(code, LABELS[code], f"{address}?{query}")
