from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from newsroom.actions import ask_review, publish_release, return_release, take_back
from newsroom.admin.states import path_of
from newsroom.models import Release
from newsroom.states import State, in_state, states_of, with_state
from tests.factories import newsroom as made
from tests.factories.ledger import person
from tests.staff import signed_in

pytestmark = pytest.mark.django_db


def fresh(release):
    return with_state(Release.objects.all()).get(pk=release.pk)


def way(release):
    """Return the states at which a release is now, and those that it has passed."""
    stops = path_of(fresh(release))
    now = [stop.state for stop in stops if stop.is_now]
    return now, [stop.state for stop in stops if stop.is_passed]


def next_edition(release, kind):
    notes = {"note_en": f"A note on the {kind}", "note_zh_hans": f"{kind} 的说明"}
    Release.objects.filter(pk=release.pk).update(next_kind=kind, **notes)
    return Release.objects.get(pk=release.pk)


def test_each_state_follows_from_what_was_decided(announcement):
    tomorrow = timezone.now() + timedelta(days=1)
    assert way(announcement) == ([State.DRAFT], [])

    ask_review(announcement, by=person("editor"))
    assert way(announcement) == ([State.IN_REVIEW], [State.DRAFT])

    return_release(announcement, by=person("reviewer"), reason="A day is wrong")
    assert way(announcement) == ([State.DRAFT], [])

    made.reviewed(announcement, at=tomorrow)
    assert way(announcement) == ([State.APPROVED], [State.DRAFT, State.IN_REVIEW])

    made.published(announcement, at=tomorrow)
    before = [State.DRAFT, State.IN_REVIEW, State.APPROVED]
    assert way(announcement) == ([State.SCHEDULED], before)

    take_back(announcement, by=person("publisher"), reason="Moved")
    assert way(announcement) == ([State.APPROVED], [State.DRAFT, State.IN_REVIEW])

    made.published(announcement)
    assert way(announcement) == ([State.PUBLIC], [*before, State.SCHEDULED])

    release = next_edition(announcement, "correction")
    ask_review(release, by=person("editor"))
    assert way(release) == ([State.IN_REVIEW, State.PUBLIC], [State.DRAFT])

    made.published(release)
    assert way(release) == ([State.PUBLIC], before)

    release = next_edition(release, "withdrawal")
    made.published(release, at=tomorrow)
    assert way(release) == ([State.SCHEDULED, State.PUBLIC], before)

    made.published(release)
    assert way(release) == ([State.WITHDRAWN], [*before, State.SCHEDULED, State.PUBLIC])


def test_what_went_without_signatures_passed_no_review(announcement):
    publisher, tomorrow = person("publisher"), timezone.now() + timedelta(days=1)
    reason = "The exchange asked for it at once"

    publish_release(announcement, by=publisher, at=tomorrow, emergency=reason)
    assert way(announcement) == ([State.SCHEDULED], [State.DRAFT])

    publish_release(announcement, by=publisher, emergency=reason)
    assert way(announcement) == ([State.PUBLIC], [State.DRAFT, State.SCHEDULED])

    release = next_edition(announcement, "correction")
    ask_review(release, by=person("editor"))
    publish_release(release, by=publisher, emergency=reason)
    assert way(release) == ([State.PUBLIC], [State.DRAFT, State.IN_REVIEW])


def test_a_release_returned_is_at_its_beginning(announcement):
    made.reviewed(announcement)
    return_release(announcement, by=person("reviewer"), reason="A day is wrong")

    publish_release(announcement, by=person("publisher"), emergency="It could not wait for them")

    assert way(announcement) == ([State.PUBLIC], [State.DRAFT])


@pytest.fixture
def one_in_each(approved):
    """One release in each state, by the state's value."""
    tomorrow = timezone.now() + timedelta(days=1)
    releases = {state.value: made.release(state.value) for state in State}
    ask_review(releases["in-review"], by=person("editor"))
    made.reviewed(releases["approved"])
    made.published(releases["scheduled"], at=tomorrow)
    made.published(releases["public"])
    made.published(releases["withdrawn"])
    made.published(next_edition(releases["withdrawn"], "withdrawal"))
    return releases


@pytest.mark.parametrize("state", State)
def test_the_filter_finds_what_is_in_a_state(one_in_each, state):
    found = list(in_state(with_state(Release.objects.all()), state))

    assert found == [one_in_each[state.value]]
    assert states_of(found[0]) == [state]


@pytest.mark.parametrize("state", State)
def test_the_list_of_releases_is_filtered_by_state(one_in_each, state):
    address = reverse("admin:newsroom_release_changelist")

    shown = signed_in("auditors").get(address, {"state": state.value})

    assert list(shown.context["cl"].queryset) == [one_in_each[state.value]]
    assert f'<span class="state state--{state.value}">' in shown.content.decode()


@pytest.mark.parametrize("count", (1, 3))
def test_states_cost_no_query_a_release(django_assert_num_queries, count):
    for number in range(count):
        made.release(f"release-{number}")

    with django_assert_num_queries(1):
        found = [states_of(release) for release in with_state(Release.objects.all())]

    assert found == [[State.DRAFT]] * count
