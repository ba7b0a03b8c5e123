"""The page that asks what happened, and the one that asks which record it happened to."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from henlius.history.frame import for_staff, page
from henlius.history.proposing.searching import FOUND, found_in, models_of
from ledger.admin.access import require_recorder
from ledger.forms.registry import acted_on, choices

TAB = "history_propose"


@require_safe
@for_staff
def propose_view(request):
    """Offer the acts by what happened. No query beside those of the frame."""
    require_recorder(request)
    groups = [(purpose.label, found) for purpose, found in choices().items()]
    context = {"title": _("What happened?"), "groups": groups}
    return page(request, "admin/history/propose.html", TAB, context)


@require_safe
@for_staff
def rows_view(request):
    """Find the record that an act is about; `of` narrows the tables. 4 queries a table at most."""
    require_recorder(request)
    of = request.GET.get("of", "")
    words = request.GET.get("q", "")[:200].replace("\x00", "\ufffd")
    offered = models_of(of)
    chosen = acted_on(request.GET.get("table", ""))
    models = [chosen] if chosen in offered else offered
    is_asked = bool(words.strip()) or len(models) == 1
    context = {
        "title": _("Which record?"),
        "of": of,
        "words": words,
        "tables": [(m._meta.label_lower, m._meta.verbose_name, m == chosen) for m in offered],
        "found": [found for m in models if (found := found_in(m, words)).rows] if is_asked else [],
        "is_asked": is_asked,
        "most": FOUND,
    }
    return page(request, "admin/history/propose_rows.html", TAB, context)
