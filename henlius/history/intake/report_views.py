"""The report of an intake: read, compared on, and decided about."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from henlius.history.frame import for_staff, page
from henlius.history.intake import report
from henlius.history.intake.forms import DecisionForm
from ledger.intake import deciding
from ledger.intake.formats import format_of
from ledger.intake.working import compare_again, work
from ledger.models import Intake
from ledger.people import may_record

TAB = "history_intake"
SECONDS = 2.0  # of one request, for comparing


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
        require_recorder(request)
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
        return {"groups": groups} | neighbours(shown, chosen)
    shown = report.page_of(intake, chosen, number)
    lines = report.lines_of(intake, list(shown), may_decide=may_decide)
    told = {
        "lines": lines,
        "has_drafts": any(each.key for each in lines),
        "has_differences": any(each.differences for each in lines),
    }
    return told | neighbours(shown, chosen)


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


def require_recorder(request):
    """Raise `PermissionDenied` unless who asks may record facts."""
    if not may_record(request.user):
        raise PermissionDenied


def neighbours(shown, chosen=""):
    """Return the query strings of the pages before and after."""
    show = f"show={chosen}&" if chosen else ""
    return {
        "previous": f"?{show}p={shown.previous_page_number()}" if shown.has_previous() else "",
        "next": f"?{show}p={shown.next_page_number()}" if shown.has_next() else "",
    }
