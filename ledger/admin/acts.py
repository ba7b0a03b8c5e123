"""The pages on which people propose changes of the register: of a row, or of something new."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from ledger.admin.access import require_recorder
from ledger.admin.act_page import act_page, posted
from ledger.admin.history import with_history
from ledger.forms.registry import acted_on, acts_for, records
from ledger.proposals.forms import act_form
from ledger.proposals.making import propose


def act_view(request, label, pk, act):
    """Show and take the form of one `act` on the row `pk` of the model `label`."""
    require_recorder(request)
    if not (model := acted_on(label)):
        raise Http404
    row = get_object_or_404(with_history(model.objects.all()), pk=pk)
    if act not in acts_for(row):
        raise Http404
    return _proposed(request, act_form(act, row=row, **posted(request)))


def record_view(request, slug):
    """Show and take the form that records something new; the query string fills fields in."""
    require_recorder(request)
    if slug not in records():
        raise Http404
    return _proposed(request, act_form(slug, initial=request.GET.dict(), **posted(request)))


def _proposed(request, form):
    if request.method != "POST" or not form.is_valid():
        return act_page(request, form)
    if not (proposal := propose(form, by=request.user)):
        return act_page(request, form)
    kept = _("Kept as a draft; the register is unchanged. See what it would do, then submit it.")
    messages.success(request, kept)
    return HttpResponseRedirect(reverse("admin:ledger_proposal_change", args=[proposal.pk]))
