"""Where a procedure stands, and what may happen to it next (domain section 6)."""

from itertools import groupby

from ledger.phrases import listed
from products.enums import AuthorityRole, EventKind, ProcedureKind, ProcedureState
from products.errors import OpinionWithoutAssessorError, StepDoesNotFollowError
from products.models import Authority, RegulatoryEvent

OPINIONS = (EventKind.POSITIVE_OPINION, EventKind.NEGATIVE_OPINION)
GRANTS = (
    EventKind.INITIAL_APPROVAL,
    EventKind.SUPPLEMENTAL_INDICATION,
    EventKind.NEW_STRENGTH,
    EventKind.VARIATION_APPROVED,
    EventKind.RENEWED,
    EventKind.TRANSFERRED,
    EventKind.TRIAL_CLEARED,
)
# The steps of a procedure in the order of a review; other events leave its state as it is.
STATE_AFTER = {
    EventKind.SUBMITTED: ProcedureState.SUBMITTED,
    EventKind.FILING_ACCEPTED: ProcedureState.ACCEPTED,
    EventKind.TRIAL_FILING_ACCEPTED: ProcedureState.ACCEPTED,
    EventKind.UNDER_REVIEW: ProcedureState.UNDER_REVIEW,
    EventKind.CLOCK_STOPPED: ProcedureState.CLOCK_STOPPED,
    EventKind.CLOCK_RESTARTED: ProcedureState.UNDER_REVIEW,
    EventKind.POSITIVE_OPINION: ProcedureState.OPINION_POSITIVE,
    EventKind.NEGATIVE_OPINION: ProcedureState.OPINION_NEGATIVE,
    EventKind.TENTATIVE_APPROVAL: ProcedureState.TENTATIVELY_APPROVED,
    **dict.fromkeys(GRANTS, ProcedureState.APPROVED),
    EventKind.COMPLETE_RESPONSE: ProcedureState.COMPLETE_RESPONSE,
    EventKind.REFUSED: ProcedureState.REFUSED,
    EventKind.WITHDRAWN_BY_APPLICANT: ProcedureState.WITHDRAWN,
}
_ENDED = {ProcedureState.APPROVED, ProcedureState.REFUSED, ProcedureState.WITHDRAWN}
_AFTER_OPINION = {ProcedureState.APPROVED, ProcedureState.REFUSED, ProcedureState.WITHDRAWN}
_AFTER_REVIEW = {
    *_AFTER_OPINION,
    ProcedureState.OPINION_POSITIVE,
    ProcedureState.OPINION_NEGATIVE,
    ProcedureState.TENTATIVELY_APPROVED,
    ProcedureState.COMPLETE_RESPONSE,
}
_WHILE_REVIEWED = {*_AFTER_REVIEW, ProcedureState.CLOCK_STOPPED}
_ONCE_ACCEPTED = {*_WHILE_REVIEWED, ProcedureState.UNDER_REVIEW}
_ONCE_SUBMITTED = {*_ONCE_ACCEPTED, ProcedureState.ACCEPTED}
# Sources are patchy: within a round of review, steps that no source gives are passed over.
NEXT = {
    ProcedureState.PLANNED: {*_ONCE_SUBMITTED, ProcedureState.SUBMITTED},
    ProcedureState.SUBMITTED: _ONCE_SUBMITTED,
    ProcedureState.ACCEPTED: _ONCE_ACCEPTED,
    ProcedureState.UNDER_REVIEW: _WHILE_REVIEWED,
    ProcedureState.CLOCK_STOPPED: {*_AFTER_REVIEW, ProcedureState.UNDER_REVIEW},
    ProcedureState.OPINION_POSITIVE: _AFTER_OPINION,
    ProcedureState.OPINION_NEGATIVE: _AFTER_OPINION,
    ProcedureState.TENTATIVELY_APPROVED: {ProcedureState.APPROVED, ProcedureState.WITHDRAWN},
    ProcedureState.COMPLETE_RESPONSE: {
        ProcedureState.SUBMITTED,
        ProcedureState.ACCEPTED,
        ProcedureState.WITHDRAWN,
    },
    **{state: set() for state in _ENDED},
}
GRANT_OF = {
    ProcedureKind.INITIAL: EventKind.INITIAL_APPROVAL,
    ProcedureKind.NEW_INDICATION: EventKind.SUPPLEMENTAL_INDICATION,
    ProcedureKind.NEW_STRENGTH: EventKind.NEW_STRENGTH,
    ProcedureKind.RENEWAL: EventKind.RENEWED,
    ProcedureKind.TRANSFER: EventKind.TRANSFERRED,
    ProcedureKind.CLINICAL_TRIAL: EventKind.TRIAL_CLEARED,
}
_ORDER = list(STATE_AFTER)


def in_order(events):
    """Return the steps among `events` in the order in which they happened.

    By the latest possible day, then the place on that day (BT-5); what has none comes first, in
    the order of a review.
    """
    steps = [event for event in events if event.kind in STATE_AFTER]
    return sorted(steps, key=_place)


def state_after(events):
    """Return the `ProcedureState` of a procedure with these `events`, whatever their order."""
    steps = in_order(events)
    return STATE_AFTER[steps[-1].kind] if steps else ProcedureState.PLANNED


def states_of(procedures, rows=None):
    """Return `{pk: ProcedureState}` of `procedures` by the events in `rows`. 1 query.

    `rows` is a queryset of `RegulatoryEvent`, what the register holds today if None.
    """
    rows = RegulatoryEvent.objects.current() if rows is None else rows
    found = {procedure.pk: [] for procedure in procedures}
    for event in rows.filter(procedure__in=found, kind__in=STATE_AFTER):
        found[event.procedure_id].append(event)
    return {pk: state_after(events) for pk, events in found.items()}


def next_kinds(procedure, state):
    """Return the `EventKind`s that may follow in `procedure` at `state`, in their order. 1 query."""
    without = set(GRANTS) - {grant_of(procedure)}
    is_trial = procedure.kind == ProcedureKind.CLINICAL_TRIAL
    without.add(EventKind.FILING_ACCEPTED if is_trial else EventKind.TRIAL_FILING_ACCEPTED)
    if not is_assessed(procedure.jurisdiction_id):
        without.update(OPINIONS)
    return [kind for kind in STATE_AFTER if kind not in without and _follows(kind, state)]


def grant_of(procedure):
    """Return the `EventKind` that is the approval of `procedure`."""
    return GRANT_OF.get(procedure.kind, EventKind.VARIATION_APPROVED)


def is_assessed(jurisdiction_id):
    """Tell whether an authority of the territory assesses what another one decides. 1 query."""
    assessors = Authority.objects.filter(role=AuthorityRole.ASSESSES)
    return assessors.filter(jurisdiction_id=jurisdiction_id).exists()


def steps_follow(change):
    """Refuse a change after which the events of a procedure do not follow each other.

    A check on a ledger change. 1 query when it touches a step, 1 more when there is an opinion.
    """
    touched = {
        row.procedure_id
        for row in (*change.opened, *change.closed)
        if isinstance(row, RegulatoryEvent) and row.procedure_id and row.kind in STATE_AFTER
    }
    if not touched:
        return
    rows = RegulatoryEvent.objects.current().filter(procedure__in=touched, kind__in=STATE_AFTER)
    rows = list(rows.order_by("procedure"))
    _require_assessors(rows)
    for _same, events in groupby(rows, lambda event: event.procedure_id):
        _require_order(in_order(events))


def _require_assessors(events):
    places = {event.jurisdiction_id: event for event in events if event.kind in OPINIONS}
    if not places:
        return
    assessors = Authority.objects.filter(role=AuthorityRole.ASSESSES, jurisdiction__in=places)
    without = set(places) - set(assessors.values_list("jurisdiction", flat=True))
    if without:
        territory = places[min(without)].jurisdiction
        raise OpinionWithoutAssessorError(
            OpinionWithoutAssessorError.message % {"territory": territory}, field="kind"
        )


def _require_order(steps):
    """Walk through the steps; those of one act, on one day at one place, count as one."""
    state = ProcedureState.PLANNED
    for _same, acts in groupby(steps, _act):
        acts = list(acts)
        if not _follows(acts[0].kind, state):
            raise StepDoesNotFollowError(_refusal(acts[0], state), field="kind")
        state = STATE_AFTER[acts[-1].kind]


def _refusal(event, state):
    allowed = [kind.label for kind in next_kinds(event.procedure, state)]
    words = {
        "event": event.get_kind_display(),
        "date": event.date,
        "state": ProcedureState(state).label,
        "allowed": listed(f"“{label}”" for label in allowed),
    }
    if not allowed:
        return StepDoesNotFollowError.final % words
    return StepDoesNotFollowError.message % words


def _follows(kind, state):
    if kind == EventKind.CLOCK_RESTARTED:
        return state == ProcedureState.CLOCK_STOPPED
    if kind == EventKind.UNDER_REVIEW and state == ProcedureState.CLOCK_STOPPED:
        return False
    return STATE_AFTER[kind] in NEXT[state]


def _place(event):
    day = event.date_latest or event.date_earliest
    return day, event.seq_on_day or 0, _ORDER.index(event.kind), event.pk


def _act(event):
    """What makes two steps one act: a decision may approve an indication and a strength at once."""
    if event.kind in GRANTS:
        return *_place(event)[:2], ProcedureState.APPROVED
    return _place(event)
