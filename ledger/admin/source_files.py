"""The kept file of a source: to be saved, never shown, and only when it is the one recorded."""

from pathlib import PurePath

from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ledger.sources import SourceFileError, kept, read

VIEWING = "ledger.view_sourcedocument"


@require_safe
def file_view(request, pk):
    """Return the bytes of the file after checking their hash; a page that says why not, with 409."""
    if not request.user.has_perm(VIEWING):
        raise PermissionDenied
    source = get_object_or_404(kept(), pk=pk)
    try:
        content = read(source)
    except SourceFileError as error:
        return _refusal(request, source, error)
    return _download(source, content)


def _download(source, content):
    name = source.key + PurePath(source.file.name).suffix
    return HttpResponse(
        content,
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


def _refusal(request, source, error):
    context = site.each_context(request) | {
        "title": _("This file is not given out"),
        "subtitle": source.title,
        "source": source,
        "error": str(error),
    }
    return TemplateResponse(request, "admin/ledger/source_refused.html", context, status=409)
