"""What the page of a proposal shows: what was filled in, its sources, its effect, its ground."""

from dataclasses import dataclass, field

from ledger.admin.history import HistoryRow, history_rows, with_history
from ledger.effects import unknown
from ledger.enums import ProposalState
from ledger.forms.citations import citations_of
from ledger.forms.filled import filled
from ledger.forms.registry import acted_on
from ledger.phrases import labelled, listed
from ledger.proposals.effects import Effect, effects
from ledger.proposals.forms import bound_form
from ledger.proposals.rebasing import held_instead, successors
from ledger.proposals.states import is_stale
from ledger.proposals.trial import Trial, tried

OPEN = {ProposalState.DRAFT, ProposalState.SUBMITTED, ProposalState.REFUSED}


@dataclass
class Reading:
    """A proposal as it can be read now; `trial` is None when it is over, or would be refused.

    `is_moved` says that it would write anything else than when it was last tried; then `was` is
    the row that it was made for and `now` are those that hold in its place. Of the tables in
    `unknown` it cannot be said which pages show them.
    """

    title: str = ""
    sections: list = field(default_factory=list)
    sources: list = field(default_factory=list)
    trial: Trial | None = None
    effects: list[Effect] = field(default_factory=list)
    unknown: str = ""
    refusals: list[str] = field(default_factory=list)
    is_moved: bool = False
    was: list[HistoryRow] = field(default_factory=list)
    now: list[HistoryRow] = field(default_factory=list)


def reading(proposal, state):
    """Return the `Reading` of a proposal; one that may still be recorded is tried anew.

    Queries: those of the act and of its trial, whatever the register holds.
    """
    form = bound_form(proposal)
    if form is None:
        return Reading(title=proposal.act, is_moved=state in OPEN)
    is_valid = form.is_valid()
    found = Reading(title=str(form.title), sections=filled(form), sources=citations_of(form))
    if state in OPEN:
        _try(found, proposal, form, is_valid)
    return found


def _try(found, proposal, form, is_valid):
    stale = is_stale(proposal)
    found.trial = None if stale or not is_valid else tried(form, proposal.author)
    found.is_moved = found.trial is None or found.trial.digest != proposal.digest
    if found.trial:
        found.sources = found.trial.citations  # a typing error keeps those of its row
        found.effects = effects(found.trial.opened, found.trial.closed)
        rows = (*found.trial.opened, *found.trial.closed)
        found.unknown = listed(unknown(type(each.row) for each in rows))
    if found.is_moved:
        found.refusals = [] if stale else refusals(form)
        _add_states(found, proposal, form)


def _add_states(found, proposal, form):
    if proposal.row is None:
        rows = held_instead(form)
    else:
        rows = successors(proposal)
        was = with_history(acted_on(proposal.label).objects.filter(pk=proposal.row))
        found.was = history_rows(was, may_act=False)
    found.now = history_rows(rows, may_act=False)


def refusals(form):
    """Return every error of a form and of its formsets in words, each once."""
    parts = [form, *(each for formset in form.formsets.values() for each in formset)]
    found = [
        _about(part, name, message)
        for part in parts
        for name, messages in part.errors.items()
        for message in messages
    ]
    return list(dict.fromkeys(found))


def _about(form, name, message):
    return labelled(form[name].label, message) if name in form.fields else str(message)
