"""Nobody's work is lost: saving over somebody else's newer version is refused, both texts kept."""

from django import forms
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from newsroom.admin.keeping import stamps
from newsroom.admin.keeping.choices import decided
from newsroom.admin.keeping.merging import Merge
from newsroom.admin.keeping.panel import panel_for

REFUSED = _(
    "Nothing is saved yet: somebody saved this while you were writing. Everything you typed is "
    "still here. Look at what differs, then save again."
)


class KeptForm(forms.ModelForm):
    """A form that can be refused as a whole."""

    refusal = ""

    def clean(self):
        data = super().clean()
        if self.refusal:
            self.add_error(None, self.refusal)
        return data


class KeepsWork:
    """A `ModelAdmin` whose form knows what it was opened on.

    Where others saved since, the form comes back on their newer version: with their text in fields
    that one left alone, with one's own in the others, and with a choice where both wrote.
    """

    form = KeptForm

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = REFUSED if getattr(request, "merge", None) else ""
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            if self._is_gone(request, object_id):
                return self._typed(request)
            self._compare(request, object_id)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, *args, **kwargs):
        merge = getattr(request, "merge", None)
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        is_new = request.method != "POST" or merge
        posted = request.POST.get(stamps.NAME, "")
        form = context["adminform"].form
        context["opened_on"] = stamps.written(form, formsets) if is_new else posted
        if merge:
            context["kept"] = panel_for(form.instance, merge.findings)
        return super().render_change_form(request, context, *args, **kwargs)

    def _is_gone(self, request, object_id):
        may_write = self.has_change_permission(request)
        return may_write and self.get_object(request, object_id) is None

    def _typed(self, request):
        """Show what was typed about a record that somebody deleted meanwhile."""
        context = self.admin_site.each_context(request) | {
            "title": _("Somebody deleted this while you were writing"),
            "opts": self.opts,
            "texts": [text for name, text in request.POST.items() if _is_text(name, text)],
        }
        return TemplateResponse(request, "admin/newsroom/deleted.html", context, status=410)

    def _compare(self, request, object_id):
        """Let the request carry the data to go on with, and a `merge` where it is refused."""
        record = self.get_object(request, object_id)
        if record is None or stamps.NAME not in request.POST:
            return
        if not self.has_change_permission(request, record):
            return
        self.model._default_manager.select_for_update(no_key=True).get(pk=record.pk)
        bind = self._binder(request, object_id)
        text = request.POST[stamps.NAME]
        request.POST, undecided = decided(request.POST, stamps.read(text), bind)
        if text == stamps.written(*bind(request.POST)) and not undecided:
            return
        merge = Merge(request.POST, stamps.read(text), undecided, bind)
        if merge.findings:
            request.POST, request.merge = merge.data, merge

    def _binder(self, request, object_id):
        def bind(data):
            """Return the form and the formsets of the record as it is now, bound to `data`."""
            request.POST = data
            record = self.get_object(request, object_id)
            form = self.get_form(request, record, change=True)(data, request.FILES, instance=record)
            fresh = self.get_object(request, object_id)
            return form, self._create_formsets(request, fresh, change=True)[0]

        return bind


def _is_text(name, text):
    is_apart = name.startswith(("_", "csrf")) or name.endswith(
        ("_FORMS", "-id", "-parent", "-region")
    )
    return text and not is_apart and not text.isdecimal()
