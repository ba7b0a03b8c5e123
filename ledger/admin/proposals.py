"""The pages of proposals: the lists, one proposal with its effect, and its form once more."""

import re

from django.contrib import admin, messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from ledger.admin.access import require_recorder
from ledger.admin.act_page import act_page, posted
from ledger.admin.base import ReadOnlyAdmin
from ledger.admin.history import history_rows, with_history
from ledger.admin.proposal_lists import list_view
from ledger.admin.proposal_page import reading
from ledger.admin.proposal_signing import sign_view
from ledger.admin.proposal_steps import STEPS, step_form, steps_for, taken
from ledger.admin.telling import telling
from ledger.enums import ProposalState
from ledger.errors import LedgerError, NotAuthorError
from ledger.forms.registry import acted_on
from ledger.models import Proposal
from ledger.people import may_record
from ledger.proposals.forms import act_form
from ledger.proposals.forms import posted as as_posted
from ledger.proposals.making import revise
from ledger.proposals.rebasing import successors
from ledger.proposals.states import content_hash

VIEWING = "ledger.view_changeset"
NUMBER = re.compile(r"[0-9]{1,18}")
ENDED = {ProposalState.WITHDRAWN, ProposalState.COMMITTED}


@admin.register(Proposal)
class ProposalAdmin(ReadOnlyAdmin):
    """Everybody who may look at the register sees proposals; who may record acts on them."""

    def has_module_permission(self, request):
        return request.user.has_perm(VIEWING)

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm(VIEWING)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("sign/", wrap(sign_view), name="ledger_proposal_sign"),
            path("<int:pk>/edit/", wrap(edit_view), name="ledger_proposal_edit"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        self._require(request)
        return list_view(request)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        self._require(request)
        if not NUMBER.fullmatch(object_id):
            raise Http404
        return proposal_view(request, _found(int(object_id)))

    def _require(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied


def _found(pk):
    proposals = Proposal.objects.with_state().select_related("author", "change_set__disclosure")
    return get_object_or_404(proposals, pk=pk)


@telling
def proposal_view(request, proposal):
    """Show a proposal with its effect; take the step that somebody posts."""
    name, form = request.POST.get("step", ""), None
    if request.method == "POST":
        require_recorder(request)
        form = step_form(name, "", request.POST) if name in STEPS else None
        if form is None:
            messages.error(request, _("Nothing was done: choose one of the buttons."))
        elif form.is_valid() and (address := taken(request, proposal, name, form)):
            return HttpResponseRedirect(address)
        proposal = _found(proposal.pk)
    return _page(request, proposal, {name: form} if form else {})


def _page(request, proposal, posted_forms):
    state = ProposalState(proposal.state)
    found = reading(proposal, state)
    steps = steps_for(proposal, state, request.user, is_moved=found.is_moved)
    seen = content_hash(proposal)
    context = site.each_context(request) | {
        "title": proposal.about,
        "subtitle": found.title,
        "proposal": proposal,
        "state": state,
        "found": found,
        "steps": [
            (name, step, posted_forms.get(name) or step_form(name, seen))
            for name, step in steps.items()
        ],
        "history": proposal.steps.select_related("by", "signature"),
        "may_edit": _may_edit(proposal, state, request.user),
        "content_hash": seen,
    }
    return TemplateResponse(request, "admin/ledger/proposal.html", context)


def _may_edit(proposal, state, user):
    return state not in ENDED and proposal.author_id == user.pk and may_record(user)


def edit_view(request, pk):
    """Show the form as it was filled in, on the row that holds now, and keep it anew."""
    require_recorder(request)
    proposal = _found(pk)
    page = reverse("admin:ledger_proposal_change", args=[pk])
    row, refusal = _ground(request, proposal)
    if refusal:
        messages.error(request, refusal)
        return HttpResponseRedirect(page)
    typed = posted(request) or {"data": as_posted(proposal.data)}
    if (form := act_form(proposal.act, row=row, **typed)) is None:
        raise Http404
    if request.method == "POST" and form.is_valid() and _revised(request, proposal, form):
        messages.success(request, _("Kept as a draft. See what it would do now, then submit it."))
        return HttpResponseRedirect(page)
    return act_page(request, form, **_states(proposal, row))


def _ground(request, proposal):
    """Return `(row to act on, "")`, or `(None, what stands against editing)`."""
    if proposal.author_id != request.user.pk:
        return None, str(NotAuthorError.message)
    if proposal.state in ENDED:
        return None, _("It goes no further, so it is not edited. Propose it anew.")
    rows = successors(proposal)
    if proposal.label and not rows:
        return None, _(
            "The record was retracted, so there is nothing left to act on. "
            "Withdraw the proposal, or propose a new record."
        )
    chosen = [row for row in rows if str(row.pk) == request.GET.get("row")]
    return next(iter(chosen or rows), None), ""


def _revised(request, proposal, form):
    try:
        return revise(proposal, form, by=request.user)
    except LedgerError as error:
        form.add_error(None, str(error))
        return None


def _states(proposal, row):
    """The row that the proposal was made for, when another one holds now."""
    if row is None or row.pk == proposal.row:
        return {}
    was = with_history(acted_on(proposal.label).objects.filter(pk=proposal.row))
    return {"was": history_rows(was, may_act=False)}
