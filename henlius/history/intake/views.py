"""The list of intakes with the upload, and the template to fill in."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from henlius.history.frame import VIEWING, for_staff, page
from henlius.history.intake import report_views
from henlius.history.intake.forms import UploadForm
from henlius.history.intake.report_views import TAB, neighbours, require_recorder
from ledger.errors import LedgerError
from ledger.intake.formats import labels
from ledger.intake.limits import MAX_BYTES
from ledger.intake.making import take_in
from ledger.intake.working import work
from ledger.models import Intake
from ledger.people import may_record
from products.intake import template

OVERHEAD = 64 * 1024  # of a posted form around its file
PER_PAGE = 20
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _unless_too_large(view):
    """Refuse by its length what nobody will read, before anything of it is received.

    The token of the form is asked for after that, for looking for it receives the whole request.
    """

    @csrf_exempt
    @wraps(view)
    def guarded(request):
        if not request.user.has_perm(VIEWING):
            raise PermissionDenied
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > MAX_BYTES + OVERHEAD:
            form = UploadForm()
            form.too_large = True
            return _list_page(request, form, status=413)
        return csrf_protect(view)(request)

    return guarded


@_unless_too_large
@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def list_view(request):
    """Show the files that were taken in; take in another one. 5 queries to show."""
    form = UploadForm()
    if request.method == "POST":
        require_recorder(request)
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid() and (intake := _taken_in(request, form)):
            return redirect("admin:history_intake_report", intake.pk)
    return _list_page(request, form)


def _taken_in(request, form):
    """Take the file in and begin to compare it; None when it cannot be read, the error added."""
    data = form.cleaned_data
    try:
        intake, is_new = take_in(
            data["file"], by=request.user, day=data["day"], is_public=bool(data["is_public"])
        )
    except LedgerError as error:
        form.add_error("file", str(error))
        return None
    if not is_new:
        messages.info(request, _("This very file was taken in before: here is its report."))
    work(intake, by=request.user, seconds=report_views.SECONDS)
    return intake


def _list_page(request, form, status=200):
    intakes = Intake.objects.select_related("by").annotate(items_count=Count("items"))
    shown = Paginator(intakes.order_by("-pk"), PER_PAGE).get_page(request.GET.get("p"))
    kinds = labels()
    context = {
        "title": _("Intake"),
        "form": form,
        "too_large": getattr(form, "too_large", False),
        "intakes": [(intake, kinds.get(intake.format, "")) for intake in shown],
        "may_record": may_record(request.user),
    } | neighbours(shown)
    return page(request, "admin/history/intake.html", TAB, context, status)


@require_safe
@for_staff
def workbook_view(request):
    return _file(template.workbook(), SHEET, "henlius-register.xlsx")


@require_safe
@for_staff
def delimited_view(request):
    return _file(template.delimited(), "text/csv; charset=utf-8", "henlius-register.csv")


def _file(content, kind, name):
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
