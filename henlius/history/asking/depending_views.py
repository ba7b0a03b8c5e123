"""The page that says what depends on a fact or on a change set, and its JSON twin (Q5)."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from henlius.history.asking.depending import depending_on_act, depending_on_row
from henlius.history.asking.latest import latest_change_sets
from henlius.history.asking.moments import POSITION
from henlius.history.asking.record import model_called
from henlius.history.asking.shape import (
    act_shape,
    answer_json,
    day_shape,
    dependent_shape,
    errors_json,
    standing_shape,
)
from henlius.history.asking.views import address_of, page_number
from henlius.history.frame import for_staff, page
from ledger.models import ChangeSet

NO_RECORD = _(
    "There is no such record. Copy its name from an answer: products.indicationversion:12."
)


class DependingForm(forms.Form):
    """Reads a change set or a record; the value of `row` is `(model, key)`."""

    change_set = forms.CharField(
        label=_("Change set"),
        max_length=40,
        required=False,
        help_text=_("Its ledger position: what did it make wrong, and what merely old?"),
    )
    row = forms.CharField(
        label=pgettext_lazy("of the register", "Record"),
        max_length=120,
        required=False,
        help_text=_("As answers name it, for example products.indicationversion:12."),
    )

    def clean_change_set(self):
        typed = self.cleaned_data["change_set"]
        if typed and not (
            POSITION.fullmatch(typed) and ChangeSet.objects.filter(pk=typed).exists()
        ):
            raise ValidationError(
                _("There is no such change set. Enter the number of one, such as 3.")
            )
        return int(typed) if typed else None

    def clean_row(self):
        typed = self.cleaned_data["row"]
        if not typed:
            return None
        label, _colon, key = typed.partition(":")
        try:
            model = model_called(label)
        except LookupError as error:
            raise ValidationError(NO_RECORD) from error
        if not POSITION.fullmatch(key) or not model.objects.filter(pk=key).exists():
            raise ValidationError(NO_RECORD)
        return model, int(key)

    def clean(self):
        cleaned = super().clean()
        if not self.errors and bool(cleaned.get("row")) == bool(cleaned.get("change_set")):
            raise ValidationError(_("Name a change set or a record, one of the two."))
        return cleaned


NO_RECORD = _(
    "There is no such record. Copy its name from an answer, products.indicationversion:12 for example."
)


@require_safe
@for_staff
def depending_view(request):
    """Say what depends on `?row=` or on `?change_set=`."""
    form = DependingForm(request.GET or None)
    number = page_number(request.GET)
    context = {
        "title": gettext("What was written from a fact"),
        "form": form,
        "previous": address_of(request.GET, page=number - 1) if number > 1 else "",
    }
    if not form.is_bound:
        context["latest"] = latest_change_sets()
    elif form.is_valid():
        found = _depending(form.cleaned_data, number)
        context |= {
            "found": found,
            "query": address_of(request.GET),
            "json_url": reverse("admin:history_dependents_json"),
            "next": address_of(request.GET, page=number + 1) if found.has_more else "",
        }
    return page(request, "admin/history/dependents.html", "history_ask", context)


@require_safe
@for_staff
def depending_json(request):
    """Answer `{"as_of", "seq", "row", "act": ACT, "subject", "page", "has_more", "dependents":
    [DEPENDENT], "touched": [TOUCHED], "did_not_mention": [EDITION], "living_pages": [{"language",
    "url"}]}`.

    `as_of` is today and `seq` the ledger position that answers. A TOUCHED is {"release",
    "edition", "kind", "decision", "places": [DEPENDENT]} with the kind `erratum`, `historical` or
    `decision`; an EDITION is {"release", "edition", "as_of"}; see `shape`.
    """
    form = DependingForm(request.GET)
    if not form.is_valid():
        return errors_json(form)
    number = page_number(request.GET)
    found = _depending(form.cleaned_data, number)
    return answer_json(_shape(found, number))


def _depending(asked, number):
    if asked["row"]:
        return depending_on_row(*asked["row"], number)
    return depending_on_act(asked["change_set"], number)


def _shape(found, number):
    return standing_shape() | {
        "row": found.row or None,
        "act": act_shape(found.act),
        "subject": found.subject,
        "page": number,
        "has_more": found.has_more,
        "dependents": [dependent_shape(place) for place in found.places],
        "touched": [
            {
                "release": str(one.edition.release),
                "edition": one.edition.number,
                "kind": one.kind,
                "decision": one.decision,
                "places": [dependent_shape(place) for place in one.places],
            }
            for one in found.touched
        ],
        "did_not_mention": [
            {
                "release": str(edition.release),
                "edition": edition.number,
                "as_of": day_shape(edition.as_of),
            }
            for edition in found.silent
        ],
        "living_pages": [{"language": lang, "url": url} for _title, lang, url in found.living],
    }
