"""The page of one record, and its JSON twin (Q4)."""

from django.http import Http404
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from henlius.history.asking.record import history_of, model_called
from henlius.history.asking.shape import (
    act_shape,
    answer_json,
    date_shape,
    instant_shape,
    source_shape,
    standing_shape,
)
from henlius.history.frame import for_staff, page


@require_safe
@for_staff
def record_view(request, label, pk):
    """Show how the record `pk` of the model `label` came to be, and what became of it."""
    model, entries = _entries(label, pk)
    asked = next(entry for entry in entries if entry.is_asked)
    context = {
        "title": _("How a record came to be"),
        "subtitle": asked.subject,
        "kind": capfirst(model._meta.verbose_name),
        "asked": asked,
        "entries": entries,
    }
    return page(request, "admin/history/record.html", "history_ask", context)


@require_safe
@for_staff
def record_json(request, label, pk):
    """Answer `{"as_of", "seq", "row", "subject", "records": [RECORD]}` in the order of the ledger.

    `as_of` is today and `seq` the ledger position that answers.
    A RECORD is {"row", "is_asked", "facts": [{"label", "value"}], "start": DATE, "end": DATE,
    "recorded": ACT, "closed": ACT, "signatures": [{"name", "meaning", "at", "reason"}], "evidence":
    [SOURCE], "replaces": [row], "replaced_by": [row]}; see `shape`.
    """
    _model, entries = _entries(label, pk)
    asked = next(entry for entry in entries if entry.is_asked)
    return answer_json(
        standing_shape()
        | {
            "row": asked.row,
            "subject": asked.subject,
            "records": [_shape(entry) for entry in entries],
        }
    )


def _entries(label, pk):
    try:
        model = model_called(label)
    except LookupError as error:
        raise Http404 from error
    entries = history_of(model, pk) if pk < 2**63 else []
    if not entries:
        raise Http404
    return model, entries


def _shape(entry):
    return {
        "row": entry.row,
        "is_asked": entry.is_asked,
        "facts": [{"label": fact.label, "value": str(fact.value)} for fact in entry.facts],
        "start": date_shape(entry.start),
        "end": date_shape(entry.end),
        "recorded": act_shape(entry.recorded),
        "closed": act_shape(entry.closed),
        "signatures": [
            {
                "name": one.name,
                "meaning": one.meaning,
                "at": instant_shape(one.at),
                "reason": one.reason,
            }
            for one in entry.signatures
        ],
        "evidence": [source_shape(source) for source in entry.evidence],
        "replaces": entry.replaces,
        "replaced_by": entry.replaced_by,
    }
