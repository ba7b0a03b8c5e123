"""States as people see them: badges, the path of a release, and a filter of the list."""

from dataclasses import dataclass

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from newsroom.enums import StepKind
from newsroom.states import REVIEWING, State, in_state, states_of

PATH = [State.DRAFT, State.IN_REVIEW, State.APPROVED, State.SCHEDULED, State.PUBLIC]


@dataclass(frozen=True)
class Stop:
    """A state on the path of a release: passed, where it is now, or ahead."""

    state: State
    is_passed: bool
    is_now: bool


def path_of(release):
    """Return the `Stop`s of a release of `with_state()`; no query.

    A public release whose next edition is being prepared is at two of them. What was published at
    once or in an emergency has not passed the stops that it left out.
    """
    now = states_of(release)
    stops = [*PATH, State.WITHDRAWN] if State.WITHDRAWN in now else PATH
    first = min(stops.index(state) for state in now)
    passed = _passed(release.course)
    return [
        Stop(state, n < first and state in passed, state in now) for n, state in enumerate(stops)
    ]


def _passed(course):
    """Return the states that the steps of a `course` led through, wherever they led to."""
    is_reviewed = any(kind in REVIEWING for kind in course)
    is_emergency = course[1:2] == [StepKind.EMERGENCY]  # noted just before what it publishes
    passed = {
        State.IN_REVIEW: is_reviewed,
        State.APPROVED: is_reviewed and not is_emergency,
        State.SCHEDULED: StepKind.SCHEDULED in course,
    }
    return {state for state in State if passed.get(state, True)}


def badges(release):
    """Return the states of a release of `with_state()` as badges, with the moment beside them."""
    moments = {
        State.SCHEDULED: release.scheduled_for,
        State.PUBLIC: release.public_since,
        State.WITHDRAWN: release.public_since,
    }
    shown = ((_badge(state), _moment(moments.get(state))) for state in states_of(release))
    return format_html_join(" ", "{} {}", shown)


def _badge(state):
    return format_html('<span class="state state--{}">{}</span>', state.value, state.label)


def _moment(at):
    if not at:
        return ""
    return format_html('<span class="quiet">{}</span>', f"{localtime(at):%Y-%m-%d %H:%M}")


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return State.choices

    def queryset(self, request, queryset):
        known = self.value() in State.values
        return in_state(queryset, State(self.value())) if known else queryset
