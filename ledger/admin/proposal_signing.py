"""The page on which several proposals are read and signed: only what it has shown is signed there."""

import re

from django import forms
from django.contrib import messages
from django.contrib.admin import site
from django.core.signing import BadSignature, Signer
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledger.admin.access import require_recorder
from ledger.admin.proposal_page import reading
from ledger.admin.proposal_steps import recorded
from ledger.admin.telling import telling
from ledger.enums import ProposalState
from ledger.errors import LedgerError, WrongPasswordError
from ledger.forms.signing import PasswordField, RefusableForm
from ledger.models import Proposal
from ledger.proposals.signing import sign_all
from ledger.proposals.states import content_hash

AT_ONCE = 10
NUMBER = re.compile(r"[0-9]{1,18}")


class SignShownForm(RefusableForm):
    """The proposals that were read and ticked, and one password for them."""

    ticked = forms.ModelMultipleChoiceField(
        Proposal.objects.none(),
        error_messages={
            "required": gettext_lazy("Tick the proposals that you have read and sign."),
            "invalid_choice": gettext_lazy("Only what this page shows is signed here: read it."),
        },
    )
    password = PasswordField(
        gettext_lazy("You approve each one that is ticked: your name and the time are kept.")
    )

    def __init__(self, data=None, *, offered):
        super().__init__(data)
        self.fields["ticked"].queryset = offered


@telling
def sign_view(request):
    """Show what each of up to `AT_ONCE` proposals would write, and sign those that were ticked.

    It shows those named by `ticked` in the address, or the newest that wait for the reader.
    Queries: 3, and those of `reading` for each proposal.
    """
    require_recorder(request)
    offered = Proposal.objects.waiting_for(request.user)
    outcomes, form = [], SignShownForm(offered=offered)
    if request.method == "POST":
        shown = _unsealed(request)
        form = SignShownForm(request.POST, offered=offered.filter(pk__in=shown))
        outcomes = _signed(request, form, shown) if form.is_valid() else []
    read = [(each, reading(each, ProposalState.SUBMITTED)) for each in _asked(request)]
    context = site.each_context(request) | {
        "title": _("Read and sign"),
        "read": read,
        "shown": _sealed(request, [each for each, found in read if not found.is_moved]),
        "ticked": request.POST.getlist("ticked"),
        "form": form,
        "outcomes": outcomes,
    }
    return TemplateResponse(request, "admin/ledger/sign_proposals.html", context)


def _asked(request):
    found = Proposal.objects.waiting_for(request.user).select_related("author")
    named = [key for key in request.GET.getlist("ticked") if NUMBER.fullmatch(key)][:AT_ONCE]
    return list((found.filter(pk__in=named) if named else found)[:AT_ONCE])


def _sealed(request, proposals):
    """Say which proposals this page shows to this reader, in what state; nobody else can say it."""
    return _signer(request).sign_object({str(each.pk): content_hash(each) for each in proposals})


def _unsealed(request):
    """Return `{key: content hash}` of what was shown to the reader; nothing when it is forged."""
    try:
        shown = _signer(request).unsign_object(request.POST.get("shown", ""))
    except BadSignature:
        return {}
    return {int(key): seen for key, seen in shown.items()}


def _signer(request):
    return Signer(salt=f"ledger.proposals-shown-to:{request.user.pk}")


def _signed(request, form, shown):
    """Return `(proposal, what became of it, its change set or None)` for each that was ticked."""
    ticked = list(form.cleaned_data["ticked"])
    try:
        found = sign_all(
            ticked, by=request.user, password=form.cleaned_data["password"], seen=shown
        )
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
