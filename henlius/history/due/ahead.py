"""Procedures without a decision, and what is expected of them."""

from collections import defaultdict

from django.db.models import Exists, F, Max, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from henlius.history.asking.evidence import person
from henlius.history.due.entries import Asked, Entry, Source
from ledger.phrases import in_line, with_note
from products.enums import EventKind, ProcedureState
from products.models import ExpectedDecision, Procedure, RegulatoryEvent
from products.procedures import GRANTS, in_order, state_after

ENDING = [*GRANTS, EventKind.REFUSED, EventKind.WITHDRAWN_BY_APPLICANT]


def open_procedures(asked: Asked):
    """Procedures that the register holds without an end, since when nothing happened as `due_day`."""
    current = RegulatoryEvent.objects.current()
    unlinked = Q(
        procedure=None,
        product=OuterRef("product"),
        jurisdiction=OuterRef("jurisdiction"),
        number=OuterRef("number"),
    )
    ended = current.filter(Q(procedure=OuterRef("pk")) | unlinked, kind__in=ENDING)
    rows = asked.narrowed(Procedure.objects.current(), "product", "jurisdiction")
    is_held = Q(events__closed_by=None)
    return rows.exclude(Exists(ended)).annotate(
        due_day=Max(Coalesce("events__date_latest", "events__date_earliest"), filter=is_held)
    )


def overdue_decisions(asked: Asked):
    """Expectations that stand although their latest day has passed without a decision (ADV-24)."""
    rows = ExpectedDecision.objects.overdue()
    rows = asked.narrowed(rows, "procedure__product", "procedure__jurisdiction")
    return rows.annotate(due_day=F("window_latest"))


def procedure_entries(rows):
    """3 queries: procedures, their events, what is expected."""
    cases = rows.select_related("product", "jurisdiction", "authority", "opened_by__actor")
    cases = {case.pk: case for case in cases}
    events, expected = defaultdict(list), {}
    for event in RegulatoryEvent.objects.current().filter(procedure__in=cases):
        events[event.procedure_id].append(event)
    for row in ExpectedDecision.objects.known().filter(procedure__in=cases):
        expected[row.procedure_id] = row
    return {key: _case(case, events[key], expected.get(key)) for key, case in cases.items()}


def decision_entries(rows):
    """1 query."""
    loaded = rows.select_related(
        "procedure__product", "procedure__jurisdiction", "opened_by__actor"
    )
    return {row.pk: _decision(row) for row in loaded}


def _case(case, events, expected):
    steps = in_order(events)
    state = capfirst(ProcedureState(state_after(events)).label)
    since = with_note(state, _("since %(day)s") % {"day": steps[-1].date}) if steps else state
    return Entry(
        kind=_("Procedure"),
        about=in_line(case.product or case.asset_code, case.jurisdiction),
        what=in_line(case.get_kind_display(), *filter(None, [case.number])),
        state=since,
        day=str(expected.window) if expected else "",
        owner=(expected and expected.responsible) or person(case.opened_by.actor),
        url=reverse("admin:products_procedure_change", args=[case.pk]),
    )


def _decision(row):
    case = row.procedure
    return Entry(
        kind=_("Expected decision"),
        about=in_line(case.product or case.asset_code, case.jurisdiction),
        what=in_line(case.get_kind_display(), *filter(None, [case.number])),
        state=_("passed without a decision"),
        day=str(row.window),
        owner=row.responsible or person(row.opened_by.actor),
        url=reverse("admin:products_procedure_change", args=[case.pk]),
    )


PROCEDURES = Source("procedure", open_procedures, procedure_entries)
OVERDUE_DECISIONS = Source("decision", overdue_decisions, decision_entries)
