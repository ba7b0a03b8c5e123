"""States as people see them: badges, the path of a release, and a filter of the list."""

from dataclasses import dataclass

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from newsroom.states import State, in_state, states_of

PATH = [State.DRAFT, State.IN_REVIEW, State.APPROVED, State.SCHEDULED, State.PUBLIC]


@dataclass(frozen=True)
class Stop:
    """A state on the path of a release: passed, where it is now, or ahead."""

    state: State
    is_passed: bool
    is_now: bool


def path_of(release):
    """Return the `Stop`s of a release of `with_state()`; no query.

    A public release whose next edition is being prepared is at two of them.
    """
    now = states_of(release)
    stops = [*PATH, State.WITHDRAWN] if State.WITHDRAWN in now else PATH
    first = min(stops.index(state) for state in now)
    return [Stop(state, n < first, state in now) for n, state in enumerate(stops)]


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
