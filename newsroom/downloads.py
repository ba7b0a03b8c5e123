"""Files behind the gate: a PDF is public exactly while a visible edition offers it."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from newsroom.models import Document, EditionText


@require_safe
def document(request, sha256, name):
    """A file that some visible edition offers. 2 queries."""
    if not EditionText.objects.visible().on_a_page().filter(files__contains=[sha256]).exists():
        raise Http404
    return answer(get_object_or_404(Document, sha256=sha256, name=name))


def answer(found):
    """Return the bytes of a `Document`, to be saved rather than shown."""
    with found.file.open("rb") as file:  # whole, so that it gets an ETag like every public answer
        response = HttpResponse(file.read(), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.name}.pdf"'
    return response
