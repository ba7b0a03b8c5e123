"""The lists of proposals: those that wait for the reader, the reader's own, and all."""

from django import forms
from django.contrib import messages
from django.contrib.admin import site
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledger.admin.access import require_recorder
from ledger.admin.proposal_steps import recorded
from ledger.admin.telling import telling
from ledger.enums import ProposalState
from ledger.errors import LedgerError, WrongPasswordError
from ledger.forms.registry import acted_on, acts_on, records
from ledger.forms.signing import PasswordField, RefusableForm
from ledger.models import Proposal
from ledger.people import may_record
from ledger.proposals.signing import sign_all
from ledger.proposals.states import content_hash, stale

PER_PAGE = 20
LISTS = {
    "waiting": gettext_lazy("Waiting for your signature"),
    "mine": gettext_lazy("Yours"),
    "all": gettext_lazy("All"),
}


class SignAllForm(RefusableForm):
    """The proposals that were ticked, and one password for them."""

    ticked = forms.ModelMultipleChoiceField(
        Proposal.objects.none(),
        error_messages={"required": gettext_lazy("Tick the proposals that you sign.")},
    )
    password = PasswordField(
        gettext_lazy("You approve each one that is ticked: your name and the time are kept.")
    )

    def __init__(self, data=None, *, offered):
        super().__init__(data)
        self.fields["ticked"].queryset = offered


@telling
def list_view(request):
    """Show a page of proposals, and sign those of them that were ticked.

    4 queries, and 1 for each table on which the proposals of the page rest.
    """
    may_act = may_record(request.user)
    chosen = _chosen(request, may_act)
    proposals = _proposals(chosen, request.user)
    outcomes, form = [], SignAllForm(offered=proposals)
    if request.method == "POST":
        require_recorder(request)
        form = SignAllForm(_capped(request.POST), offered=_proposals("waiting", request.user))
        outcomes = _signed(request, form) if form.is_valid() else []
    page = Paginator(proposals, PER_PAGE).get_page(request.GET.get("p"))
    context = site.each_context(request) | {
        "title": _("Proposals"),
        "lists": [(name, label, name == chosen) for name, label in LISTS.items()],
        "chosen": chosen,
        "page": page,
        "rows": _rows(list(page)),
        "form": form,
        "outcomes": outcomes,
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
            "seen": content_hash(proposal),
        }
        for proposal in proposals
    ]


_ENDED = {ProposalState.WITHDRAWN, ProposalState.COMMITTED}


def act_title(proposal):
    """Return the name of the act in words, without a query."""
    model = acted_on(proposal.label) if proposal.label else None
    form = (acts_on(model) if model else records()).get(proposal.act)
    return form.title if form else proposal.act


def _capped(data):
    """As many as a page has, whatever was sent."""
    capped: QueryDict = data.copy()
    capped.setlist("ticked", data.getlist("ticked")[:PER_PAGE])
    return capped


def _signed(request, form):
    """Return `(proposal, what became of it, whether it was recorded)` for each that was ticked."""
    ticked = list(form.cleaned_data["ticked"])
    seen = {p.pk: request.POST.get(f"seen-{p.pk}", "") for p in ticked}
    try:
        found = sign_all(ticked, by=request.user, password=form.cleaned_data["password"], seen=seen)
    except WrongPasswordError as error:
        form.add_refusal(error)
        return []
    done = sum(not isinstance(result, LedgerError) for _proposal, result in found)
    said = _("Signed and recorded: %(done)s of %(all)s.") % {"done": done, "all": len(found)}
    (messages.success if done == len(found) else messages.warning)(request, said)
    return [(proposal, *_in_words(result)) for proposal, result in found]


def _in_words(result):
    if isinstance(result, LedgerError):
        return str(result), None
    return recorded(result), result
