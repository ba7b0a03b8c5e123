"""The pages on which people act on the register: one for acts on a row, one for new records."""

from django.contrib import messages
from django.contrib.admin import helpers, site
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ledger.actions import disclose
from ledger.admin.history import address, disclosed, history_rows, subject, with_history
from ledger.admin.telling import telling
from ledger.errors import AdministratorError, LedgerError
from ledger.forms.disclosure import DiscloseForm
from ledger.forms.registry import acted_on, acts_on, records
from ledger.models import ChangeSet
from ledger.people import RECORDING, is_administrator


@telling
def act_view(request, label, pk, act):
    """Show and take the form of one `act` on the row `pk` of the model `label`."""
    require_recorder(request)
    model = acted_on(label)
    form_class = model and acts_on(model).get(act)
    if not form_class:
        raise Http404
    row = get_object_or_404(with_history(model.objects.all()), pk=pk)
    return _answer(request, form_class(_posted(request), row=row), row=row)


@telling
def record_view(request, slug):
    """Show and take the form that records something new; the query string fills fields in."""
    require_recorder(request)
    form_class = records().get(slug)
    if not form_class:
        raise Http404
    return _answer(request, form_class(_posted(request), initial=request.GET.dict()))


@telling
def disclose_view(request, seq):
    """Make a change set public that is hidden, at once or with a release."""
    require_recorder(request)
    change_set = get_object_or_404(
        ChangeSet.objects.select_related("actor", "disclosure"), pk=seq, disclosure__at=None
    )
    form = DiscloseForm(_posted(request))
    if request.method == "POST" and form.is_valid() and _disclosed(form, change_set, request.user):
        change_set.disclosure.refresh_from_db()
        messages.success(request, _recorded(change_set))
        return HttpResponseRedirect(reverse("admin:ledger_changeset_change", args=[seq]))
    context = site.each_context(request) | {
        "title": _("Make public"),
        "subtitle": str(change_set),
        "form": form,
        "change_set": change_set,
        "fieldsets": helpers.AdminForm(form, [(None, {"fields": list(form.fields)})], {}),
    }
    return TemplateResponse(request, "admin/ledger/disclose.html", context)


def _disclosed(form, change_set, by):
    try:
        with transaction.atomic():
            if form.cleaned_data["disclosure"] == "now":
                disclose(change_set, form.disclose, by=by)
            form.announce(change_set)
    except LedgerError as error:
        form.add_error(None, str(error))
        return False
    return True


def _posted(request):
    return request.POST if request.method == "POST" else None


def require_recorder(request):
    """Raise `PermissionDenied` for everybody who may not record facts, and say why to administrators."""
    if not request.user.has_perm(RECORDING):
        raise PermissionDenied
    if is_administrator(request.user):
        raise PermissionDenied(AdministratorError.message)


def _answer(request, form, row=None):
    if request.method == "POST" and form.is_valid() and (change_set := form.save(request.user)):
        messages.success(request, _recorded(change_set))
        return HttpResponseRedirect(reverse("admin:ledger_changeset_change", args=[change_set.pk]))
    context = site.each_context(request) | {
        "title": form.title,
        "subtitle": row and subject(row),
        "subject_url": row and address(row),
        "form": form,
        "fieldsets": helpers.AdminForm(form, form.fact_fieldsets, {}),
        "fieldsets_after": helpers.AdminForm(form, form.fieldsets_after, {}),
        "formsets": [FormSetOfAct(formset) for formset in form.formsets.values()],
        "media": _media(form),
        "rows": history_rows([row], may_act=False) if row else [],
        "is_stale": bool(row and row.closed_by_id),
        "has_errors": form.errors or any(s.total_error_count() for s in form.formsets.values()),
    }
    return TemplateResponse(request, "admin/ledger/act.html", context)


def _recorded(change_set):
    change_set.refresh_from_db()
    return _("Recorded as %(change_set)s: %(disclosed)s.") % {
        "change_set": change_set,
        "disclosed": disclosed(change_set),
    }


def _media(form):
    media = form.media
    for formset in form.formsets.values():
        media += formset.media + formset.empty_form.media
    return media


class FormSetOfAct:
    """A formset with the admin's fieldsets around each form; the empty one is for the script."""

    def __init__(self, formset):
        self.formset = formset
        self.title, self.add_label = formset.form.heading, formset.form.add_label

    def __iter__(self):
        return (helpers.AdminForm(form, form.fieldsets, {}) for form in self.formset)

    @property
    def empty(self):
        form = self.formset.empty_form
        return helpers.AdminForm(form, form.fieldsets, {})
