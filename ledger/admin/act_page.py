"""The page with the form of an act: filled in for the first time, or again for a proposal."""

from django.contrib.admin import helpers, site
from django.template.response import TemplateResponse

from ledger.admin.history import address, history_rows, subject
from ledger.forms.citations import with_files_kept
from ledger.receiving import MAX_BYTES


def posted(request):
    """Return what was sent, as `act_form` takes it; side effect: the files that came are kept."""
    if request.method != "POST":
        return {}
    data, files = with_files_kept(request.POST, request.FILES)
    return {"data": data, "files": files}


def act_page(request, form, **context):
    """Answer with the form of an act; `context` adds to what the template takes."""
    row = form.row
    formsets = form.formsets.values()
    return TemplateResponse(
        request,
        "admin/ledger/act.html",
        site.each_context(request)
        | {
            "title": form.title,
            "subtitle": row and subject(row),
            "subject_url": row and address(row),
            "form": form,
            "fieldsets": helpers.AdminForm(form, form.fact_fieldsets, {}),
            "fieldsets_after": helpers.AdminForm(form, form.fieldsets_after, {}),
            "formsets": [FormSetOfAct(formset) for formset in formsets],
            "media": _media(form),
            "rows": history_rows([row], may_act=False) if row else [],
            "is_stale": bool(row and row.closed_by_id),
            "has_errors": form.errors or any(s.total_error_count() for s in formsets),
            "most_bytes": MAX_BYTES,
        }
        | context,
    )


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
