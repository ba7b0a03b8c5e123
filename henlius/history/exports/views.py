"""The page that asks for an export, and the files that it leads to."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from henlius.history.exports import signing
from henlius.history.exports.asking import ExportForm
from henlius.history.exports.dossier import assemble
from henlius.history.exports.formats import FORMATS
from henlius.history.exports.pdf import obstacle
from henlius.history.exports.tables import summary
from henlius.history.frame import for_staff, page

TEMPLATE = "admin/history/export.html"


@require_safe
@for_staff
def export_view(request):
    """Ask for a product and a period; once asked, say what the export holds, and offer its files."""
    form = ExportForm(request.GET or None)
    context = {"title": _("Export"), "form": form}
    if form.is_valid():
        dossier = assemble(form.scope())
        context |= {
            "dossier": dossier,
            "summary": summary(dossier).rows,
            "key": signing.public_hex(),
            "files": [_file(each, dossier.scope) for each in _offered(dossier)],
            "no_pdf": obstacle(dossier),
        }
    return page(request, TEMPLATE, "history_export", context)


def file_view(suffix):
    """Return the view of the file of this `suffix`; asked for wrongly, it leads back to the form."""
    made = FORMATS[suffix]

    @require_safe
    @for_staff
    def view(request):
        form = ExportForm(request.GET)
        dossier = assemble(form.scope()) if form.is_valid() else None
        if dossier is None or made not in _offered(dossier):
            return redirect(f"{reverse('admin:history_export')}?{request.GET.urlencode()}")
        response = HttpResponse(made.content(dossier), content_type=made.kind)
        response["Content-Disposition"] = f'attachment; filename="{_name(dossier.scope, suffix)}"'
        return response

    return view


def _offered(dossier):
    no_pdf = obstacle(dossier)
    return [each for each in FORMATS.values() if each.suffix != "pdf" or not no_pdf]


def _file(each, scope):
    url = f"{reverse(f'admin:history_export_{each.suffix}')}?{scope.query}"
    return {"label": each.label, "suffix": each.suffix.upper(), "url": url}


def _name(scope, suffix):
    return f"{scope.product.slug}-{scope.seq}-{scope.at:%Y%m%dT%H%M%SZ}.{suffix}"
