"""The page of what is due."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from henlius.history.asking.forms import NamedField, SuggestingForm, code_field
from henlius.history.asking.views import address_of, page_number
from henlius.history.due.entries import Asked
from henlius.history.due.lists import BRIEF, LISTS, lines
from henlius.history.frame import for_staff, page
from products.models import Jurisdiction, Product


class DueForm(SuggestingForm):
    """Narrows the lists; `list` shows one of them whole."""

    product = NamedField(Product, "slug", label=_("Product"), required=False)
    jurisdiction = code_field(Jurisdiction, _("Territory"))
    list = forms.ChoiceField(
        label=_("List"),
        required=False,
        choices=[("", _("all")), *((each.key, each.title) for each in LISTS.values())],
    )


@require_safe
@for_staff
def due_view(request):
    """Show what is pending, overdue, expiring and undisclosed, or `?list=` of them by the page."""
    form = DueForm(request.GET)
    context = {
        "title": gettext("What is due"),
        "form": form,
        "suggested": form.suggested(),
    }
    if form.is_valid():
        asked = Asked(form.cleaned_data["product"], form.cleaned_data["jurisdiction"])
        context |= _listed(form.cleaned_data["list"], asked, request.GET)
    return page(request, "admin/history/due.html", "history_due", context)


def _listed(chosen, asked, query):
    if not chosen:
        every = [lines(each, asked, most=BRIEF) for each in LISTS.values()]
        return {"lists": [(found, address_of(query, list=found.list.key)) for found in every]}
    number = page_number(query)
    found = lines(LISTS[chosen], asked, number)
    return {
        "lists": [(found, "")],
        "previous": address_of(query, page=number - 1) if number > 1 else "",
        "next": address_of(query, page=number + 1) if found.has_more else "",
    }
