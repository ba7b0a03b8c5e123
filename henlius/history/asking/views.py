"""The pages that ask what is in force, and their JSON twins."""

import re
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from henlius.history.asking.answers import beginning, page_of_answers
from henlius.history.asking.forms import AsKnownForm, InForceForm, QuestionForm
from henlius.history.asking.latest import latest_change_sets
from henlius.history.asking.reach import reach_of
from henlius.history.asking.shape import answer_json, answers_shape, errors_json, seq_of
from henlius.history.frame import for_staff, page

PAGE = re.compile(r"[1-9][0-9]{0,4}")
TEMPLATE = "admin/history/ask.html"


@dataclass(frozen=True)
class Room:
    """A page that asks: `form` reads its question; `name` is that of its address."""

    name: str
    form: type[QuestionForm]
    title: str
    explanation: str


ASK = Room(
    "history_ask",
    QuestionForm,
    _("Ask the register"),
    _("What was in force, where and when: with the evidence, and with what was written from it."),
)
IN_FORCE = Room(
    "history_in_force",
    InForceForm,
    _("What was in force, as known today"),
    _("The exact wording on a day, by what the register holds now."),
)
AS_KNOWN = Room(
    "history_as_known",
    AsKnownForm,
    _("What was in force, as known then"),
    _(
        "The exact wording on a day, by what the register held at a moment: before later corrections."
    ),
)


def ask(room):
    """Return the view of a `Room`: its form, and once asked the answers."""

    @require_safe
    @for_staff
    def ask_view(request):
        form = room.form(request.GET or None)
        context = {"title": room.title, "room": room, "form": form, "suggested": form.suggested()}
        if not form.is_bound:
            context["latest"] = latest_change_sets()
        elif form.is_valid():
            context |= _answered(form.question(), request.GET)
            context["json_url"] = reverse(f"admin:{room.name}_json")
        return page(request, TEMPLATE, "history_ask", context)

    return ask_view


def ask_json(room):
    """Return the JSON twin of a `Room`; see `shape`."""

    @require_safe
    @for_staff
    def json_view(request):
        form = room.form(request.GET)
        if not form.is_valid():
            return errors_json(form)
        question = form.question()
        found = page_of_answers(question, get_language(), page_number(request.GET))
        begins = None if found.items else beginning(question)[0]
        return answer_json(answers_shape(question, found, begins, reach_of(question)))

    return json_view


def page_number(query):
    """Return the page that a query asks for, the first for what is none."""
    typed = query.get("page", "")
    return int(typed) if PAGE.fullmatch(typed) else 1


def address_of(query, **changes):
    """Return the query string of `query` with `changes`, and without a page unless it is one of them."""
    changed = query.copy()
    changed.pop("page", None)
    for name, value in changes.items():
        changed[name] = value
    return f"?{changed.urlencode()}"


def _answered(question, query):
    found = page_of_answers(question, get_language(), page_number(query))
    before = None if found.items else beginning(question)
    return {
        "question": question,
        "found": found,
        "reach": reach_of(question),
        "seq": seq_of(question),
        "begins": before,
        "is_before": bool(
            before and before[0] and question.stands_at and question.stands_at < before[0]
        ),
        "asked_at": timezone.now(),
        "query": address_of(query),
        "previous": address_of(query, page=found.number - 1) if found.number > 1 else "",
        "next": address_of(query, page=found.number + 1) if found.has_more else "",
    }
