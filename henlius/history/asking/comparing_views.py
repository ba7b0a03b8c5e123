"""The page that compares two moments or two territories."""

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from henlius.history.asking.comparing import comparison
from henlius.history.asking.forms import NamedField, QuestionForm, SuggestingForm
from henlius.history.asking.kinds import KINDS
from henlius.history.frame import for_staff, page
from products.models import IndicationConcept, Product

COMPARED = ("wording", "authorisation", "strength", "trade-name", "reimbursement")
SIDES = {"a": _("First"), "b": _("Second")}


class SubjectForm(SuggestingForm):
    """What both sides are about."""

    kind = forms.ChoiceField(
        label=_("Kind of fact"),
        required=False,
        choices=[(key, KINDS[key].label) for key in COMPARED],
    )
    product = NamedField(Product, "slug", label=_("Product"), required=False)
    concept = NamedField(IndicationConcept, "key", label=_("Use"), required=False)


class SideForm(QuestionForm):
    """One side: a territory and a moment; the rest stands in `SubjectForm`."""

    left_out = ("kind", "product", "concept", "authority")


@require_safe
@for_staff
def compare_view(request):
    """Lay `?a-...` and `?b-...` side by side: each a territory, a day, known or public at a moment."""
    asked = request.GET or None
    subject = SubjectForm(asked)
    forms_of = {key: SideForm(asked, prefix=key) for key in SIDES}
    context = {
        "title": gettext("Compare"),
        "subject": subject,
        "suggested": subject.suggested(),
        "sides": [(SIDES[key], form) for key, form in forms_of.items()],
    }
    if all(form.is_valid() for form in (subject, *forms_of.values())):
        questions = [form.question(**_about(subject)) for form in forms_of.values()]
        context |= {"questions": questions, "found": comparison(*questions, get_language())}
    return page(request, "admin/history/compare.html", "history_compare", context)


def _about(subject):
    asked = subject.cleaned_data
    return {
        "kind": asked["kind"] or "wording",
        "product": asked["product"],
        "concept": asked["concept"],
    }
