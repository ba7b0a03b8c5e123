"""The lists of proposals: those that wait for the reader, the reader's own, and all."""

from django.contrib.admin import site
from django.core.paginator import Paginator
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ledger.admin.proposal_signing import AT_ONCE
from ledger.enums import ProposalState
from ledger.forms.registry import acted_on, acts_on, records
from ledger.models import Proposal
from ledger.people import may_record
from ledger.proposals.states import stale

PER_PAGE = 20
LISTS = {
    "waiting": gettext_lazy("Waiting for your signature"),
    "mine": gettext_lazy("Yours"),
    "all": gettext_lazy("All"),
}


@require_safe
def list_view(request):
    """Show a page of proposals; those that wait are ticked here to be read and signed elsewhere.

    4 queries, and 1 for each table on which the proposals of the page rest.
    """
    may_act = may_record(request.user)
    chosen = _chosen(request, may_act)
    page = Paginator(_proposals(chosen, request.user), PER_PAGE).get_page(request.GET.get("p"))
    context = site.each_context(request) | {
        "title": _("Proposals"),
        "lists": [(name, label, name == chosen) for name, label in LISTS.items()],
        "chosen": chosen,
        "page": page,
        "rows": _rows(list(page)),
        "at_once": AT_ONCE,
        "may_sign": chosen == "waiting" and may_act,
        "may_propose": may_act,
    }
    return TemplateResponse(request, "admin/ledger/proposals.html", context)


def _chosen(request, may_act):
    default = "waiting" if may_act else "all"
    asked = request.GET.get("list", "")
    return asked if asked in LISTS else default


def _proposals(chosen, user):
    if chosen == "waiting":
        found = Proposal.objects.waiting_for(user)
    elif chosen == "mine":
        found = Proposal.objects.with_state().filter(author=user)
    else:
        found = Proposal.objects.with_state()
    return found.select_related("author")


def _rows(proposals):
    moved = stale([p for p in proposals if p.state not in _ENDED])
    return [
        {
            "proposal": proposal,
            "act": act_title(proposal),
            "state": ProposalState(proposal.state).label,
            "is_moved": proposal.pk in moved,
        }
        for proposal in proposals
    ]


_ENDED = {ProposalState.WITHDRAWN, ProposalState.COMMITTED}


def act_title(proposal):
    """Return the name of the act in words, without a query."""
    model = acted_on(proposal.label) if proposal.label else None
    form = (acts_on(model) if model else records()).get(proposal.act)
    return form.title if form else proposal.act
