"""The page of a timeline: the form, the sentence that says what is shown, picture and table."""

from dataclasses import dataclass

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from henlius.history.asking.moments import head
from henlius.history.asking.views import address_of, page_number
from henlius.history.frame import for_staff, page
from henlius.history.timeline import layout
from henlius.history.timeline.addresses import moments, windows
from henlius.history.timeline.facts import Lane, Territory
from henlius.history.timeline.form import TimelineForm
from henlius.history.timeline.reading import read
from henlius.history.timeline.steps import around, steps
from henlius.history.timeline.tones import MARKS
from ledger.phrases import in_line
from newsroom.moments import HOME, moment_shown


@dataclass(frozen=True)
class DrawnTerritory:
    """A territory with the picture of each lane, the place of the day cursor, and how to ask of it."""

    territory: Territory
    cursor: str
    lanes: list[tuple[Lane, layout.Row]]
    query: str


@require_safe
@for_staff
def timeline_view(request):
    """A product's timeline; without a product the form alone, with a bad question 400."""
    form = TimelineForm(request.GET or None)
    context = {
        "title": pgettext("of a product over the years", "Timeline"),
        "form": form,
        "suggested": form.suggested(),
    }
    is_asked = form.is_bound and form.is_valid()
    if is_asked:
        context |= timeline(form.asked(), request.GET)
    status = 400 if form.is_bound and not is_asked else 200
    return page(request, "admin/history/timeline.html", "history_timeline", context, status)


def timeline(asked, query):
    """Return the context of a timeline `asked` for by the `QueryDict` `query`. 10 queries."""
    reading = read(asked, get_language(), page_number(query))
    scale = layout.Scale(asked.first, asked.last)
    found = steps(asked.product)
    return {
        "asked": asked,
        "reading": reading,
        "sentence": sentence(asked, head()),
        "drawn": [_drawn(territory, scale, query) for territory in reading.territories],
        "ticks": layout.ticks(scale),
        "legend": MARKS,
        "days": (asked.last - asked.first).days - 1,
        "day_at": max((asked.day_in(HOME) - asked.first).days, 0),
        "steps": found,
        "moments": moments(query, *around(found, asked.question.seq)),
        "windows": windows(query, asked),
        "pages": [address_of(query, page=number) for number in range(1, reading.pages + 1)],
    }


def sentence(asked, newest):
    """Say what is shown: product, territory, years, moment, day; `newest` is the last change set."""
    question = asked.question
    where = [question.jurisdiction] if question.jurisdiction else []
    return _("%(product)s, %(first)s to %(last)s, %(moment)s. Day cursor: %(day)s.") % {
        "product": in_line(question.product, *where),
        "first": asked.first.isoformat(),
        "last": (asked.last - layout.DAY).isoformat(),
        "moment": _moment(question, newest),
        "day": question.day.isoformat() if question.day else _today(question),
    }


def _moment(question, newest):
    if question.public_at:
        return _("as public at %(at)s") % {"at": moment_shown(question.public_at)}
    if question.seq is not None:
        return _("as known at No. %(seq)s of %(at)s") % {
            "seq": question.seq,
            "at": moment_shown(question.known_at),
        }
    if newest is None:
        return _("as known now, when nothing is recorded")
    return _("as known now, at No. %(seq)s of %(at)s") % {
        "seq": newest.seq,
        "at": moment_shown(newest.recorded_at),
    }


def _today(question):
    if question.public_at:
        return _("the day of that moment, in each territory")
    return _("today, in each territory")


def _drawn(territory, scale, query):
    lanes = [(lane, layout.row_of(lane.entries, scale)) for lane in territory.lanes]
    cursor = layout.cursor(territory.day, scale)
    return DrawnTerritory(territory, cursor, lanes, address_of(query, jurisdiction=territory.code))
