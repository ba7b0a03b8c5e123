"""The steps that people take with a proposal: who may take which, and what each does."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ledger.admin.history import disclosed
from ledger.enums import ProposalState
from ledger.errors import LedgerError
from ledger.forms.steps import NoteForm, PlainForm, SendBackForm, SignForm
from ledger.models import ChangeSet
from ledger.people import may_record
from ledger.proposals.making import submit, take_over, withdraw
from ledger.proposals.signing import refuse, sign_proposal

DRAFT, SUBMITTED, REFUSED = (
    ProposalState.DRAFT,
    ProposalState.SUBMITTED,
    ProposalState.REFUSED,
)


@dataclass(frozen=True)
class Step:
    """A step in words; `take(proposal, data, by)` performs it and returns a `ChangeSet` or None."""

    label: str
    explanation: str
    done: str
    form: type
    states: frozenset
    is_authors: bool
    take: Callable
    on_moved: bool = True


STEPS = {
    "submit": Step(
        gettext_lazy("Submit for signature"),
        gettext_lazy("A second person reads it and signs, or sends it back."),
        gettext_lazy("Submitted. It is recorded when a second person has signed it."),
        PlainForm,
        frozenset({DRAFT}),
        True,
        lambda proposal, data, by: submit(proposal, by=by),
        on_moved=False,
    ),
    "sign": Step(
        gettext_lazy("Sign and record"),
        gettext_lazy("It is recorded at once, as shown above."),
        "",
        SignForm,
        frozenset({SUBMITTED}),
        False,
        lambda proposal, data, by: sign_proposal(proposal, by=by, **data),
        on_moved=False,
    ),
    "send-back": Step(
        gettext_lazy("Send back"),
        gettext_lazy("Its author reads why, changes it and submits it again."),
        gettext_lazy("Sent back to its author."),
        SendBackForm,
        frozenset({SUBMITTED}),
        False,
        lambda proposal, data, by: refuse(proposal, by=by, **data),
    ),
    "take-over": Step(
        gettext_lazy("Take over"),
        gettext_lazy("You become its author, and somebody else signs it."),
        gettext_lazy("It is yours now, as a draft. Check it and submit it."),
        NoteForm,
        frozenset({DRAFT, SUBMITTED, REFUSED}),
        False,
        lambda proposal, data, by: take_over(proposal, by=by, **data),
    ),
    "withdraw": Step(
        pgettext_lazy("a proposal", "Withdraw"),
        gettext_lazy("It goes no further and stays readable."),
        gettext_lazy("Withdrawn."),
        NoteForm,
        frozenset({DRAFT, SUBMITTED, REFUSED}),
        True,
        lambda proposal, data, by: withdraw(proposal, by=by, **data),
    ),
}


def steps_for(proposal, state, user, *, is_moved):
    """Return `{name: Step}` of what `user` may do with a proposal in that state."""
    if not may_record(user):
        return {}
    is_author = proposal.author_id == user.pk
    return {
        name: step
        for name, step in STEPS.items()
        if state in step.states and step.is_authors == is_author and (step.on_moved or not is_moved)
    }


def step_form(name, proposal_hash, data=None):
    """Return the form of a step, its ids apart from those of the others on the page."""
    return STEPS[name].form(data, auto_id=f"id_{name}_%s", initial={"seen": proposal_hash})


def taken(request, proposal, name, form):
    """Take a step with a valid form and say so; return the address to go on to, None when refused.

    What stands against it is on the form then, or told when the page has no place for it.
    """
    try:
        found = STEPS[name].take(proposal, form.cleaned_data, request.user)
    except LedgerError as error:
        if error.field in form.fields:
            form.add_refusal(error)
        else:
            messages.error(request, str(error))
        return None
    messages.success(request, recorded(found) if found else str(STEPS[name].done))
    if found:
        return reverse("admin:ledger_changeset_change", args=[found.pk])
    return reverse("admin:ledger_proposal_change", args=[proposal.pk])


def recorded(change_set):
    """Say in words that a change set was written, and from when it is public."""
    change_set = ChangeSet.objects.select_related("disclosure").get(pk=change_set.pk)
    return _("Recorded as %(change_set)s: %(disclosed)s.") % {
        "change_set": change_set,
        "disclosed": disclosed(change_set),
    }
