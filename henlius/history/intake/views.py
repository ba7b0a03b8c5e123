"""The pages of intake: the list with the upload, the report of a file, the template."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from henlius.history.frame import VIEWING, for_staff, page
from henlius.history.intake import report
from henlius.history.intake.forms import DecisionForm, UploadForm
from ledger.errors import LedgerError
from ledger.intake import deciding
from ledger.intake.formats import format_of, labels
from ledger.intake.limits import MAX_BYTES
from ledger.intake.making import take_in
from ledger.intake.working import compare_again, work
from ledger.models import Intake
from ledger.people import may_record
from products.intake import template

TAB = "history_intake"
OVERHEAD = 64 * 1024  # of a posted form around its file
PER_PAGE = 20
SECONDS = 2.0  # of one request, for comparing
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
        _require_recorder(request)
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
    work(intake, by=request.user, seconds=SECONDS)
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
    } | _neighbours(shown)
    return page(request, "admin/history/intake.html", TAB, context, status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def report_view(request, pk):
    """Show what became of each item of a file, a page at once; compare on, accept or refuse.

    11 queries to show, those of the frame among them; 3 more, and 2 a kind of fact, for what only
    we have.
    """
    intake = get_object_or_404(Intake.objects.select_related("by", "source"), pk=pk)
    chosen = request.GET.get("show", report.ALL)
    if request.method == "POST":
        _require_recorder(request)
        _act(request, intake, chosen)
        return redirect(request.get_full_path())
    tabs, unread = report.tabs_of(intake, chosen)
    may_decide = may_record(request.user)
    context = {
        "title": intake.name,
        "intake": intake,
        "format": format_of(intake).label,
        "tabs_of_report": tabs,
        "chosen": chosen,
        "unread": unread,
        "read": tabs[0][2] - unread,
        "total": tabs[0][2],
        "may_record": may_decide,
    }
    context |= _items(request, intake, chosen, may_decide)
    return page(request, "admin/history/intake_report.html", TAB, context)


def _items(request, intake, chosen, may_decide):
    number = request.GET.get("p")
    if chosen == report.OURS:
        shown, groups = report.ours_page(intake, number)
        return {"groups": groups} | _neighbours(shown, chosen)
    shown = report.page_of(intake, chosen, number)
    lines = report.lines_of(intake, list(shown), may_decide=may_decide)
    return {"lines": lines, "has_drafts": any(each.key for each in lines)} | _neighbours(
        shown, chosen
    )


def _act(request, intake, chosen):
    """Do what the button says that was pressed, and tell."""
    if "again" in request.POST:
        compare_again(intake)
    if "again" in request.POST or "on" in request.POST:
        work(intake, by=request.user, seconds=SECONDS)
        return
    offered = report.to_decide(intake).values_list("pk", flat=True)
    form = DecisionForm(request.POST, offered=offered)
    if not form.is_valid():
        messages.error(request, _("Nothing was decided: tick the rows first."))
        return
    ticked, decision = form.cleaned_data["ticked"][: form.MOST], form.cleaned_data["decision"]
    decide = deciding.accept if decision == "accept" else deciding.refuse
    done, refused = decide(intake, ticked, by=request.user)
    _tell(request, decision, done, refused)


def _tell(request, decision, done, refused):
    if decision == "accept":
        text = ngettext(
            "%(count)d proposal now waits for the signature of a second person.",
            "%(count)d proposals now wait for the signature of a second person.",
            done,
        )
    else:
        text = ngettext(
            "%(count)d proposal was refused.", "%(count)d proposals were refused.", done
        )
    if done:
        messages.success(request, text % {"count": done})
    for proposal, error in refused:
        messages.error(request, f"{proposal}: {error}")


def _require_recorder(request):
    if not may_record(request.user):
        raise PermissionDenied


def _neighbours(shown, chosen=""):
    """Return the query strings of the pages before and after."""
    show = f"show={chosen}&" if chosen else ""
    return {
        "previous": f"?{show}p={shown.previous_page_number()}" if shown.has_previous() else "",
        "next": f"?{show}p={shown.next_page_number()}" if shown.has_next() else "",
    }


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
