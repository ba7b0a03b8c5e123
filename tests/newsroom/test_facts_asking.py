"""What one assembly asks of the register: each question once, for the moment that it is of."""

from dataclasses import replace
from operator import attrgetter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ledger.actions import NOT_YET
from newsroom.assembly import articles, moment_for
from newsroom.assembly.shown import Shown
from newsroom.enums import ProfilePart
from newsroom.facts.asking import once
from newsroom.facts.held import Held
from newsroom.facts.names import names_in_force
from tests import factories as register
from tests.factories import newsroom as made
from tests.factories import recorded

pytestmark = pytest.mark.django_db

NAME = "TESTAMAB (made up)"


@pytest.fixture
def shown():
    return Shown(moment_for(made.release()), "en", "1.prose")


@pytest.fixture
def asked():
    """What `reader` was asked, question by question."""
    return []


@pytest.fixture
def reader(asked):
    @once(by=attrgetter("real"))
    def numbers(shown, keys, *more):
        asked.append((keys, *more))
        return [number for number in (3, 1, 3, 2) if keys is None or number in keys]

    return numbers


def test_keys_are_asked_for_once_and_answered_in_their_order(shown, reader, asked):
    assert reader(shown, [1, 3]) == [1, 3, 3]
    assert reader(shown, [2, 3, 9]) == [2, 3, 3]
    assert reader(shown, [9]) == []
    assert asked == [({1, 3},), ({2, 9},)]


def test_products_of_a_release_are_asked_for_together(shown, asked):
    @once(by=str, products=True)
    def slugs(shown, keys):
        asked.append(keys)
        return keys

    about = replace(shown, products=frozenset({"a", "b"}))

    assert slugs(about, ["c"]) == ["c"]
    assert slugs(about, ["b", "a"]) == ["b", "a"]
    assert asked == [{"a", "b", "c"}]


def test_what_more_is_asked_is_a_question_of_its_own(shown, reader, asked):
    assert reader(shown, [1], "en") == reader(shown, [1], "zh-hans") == [1]
    assert asked == [({1}, "en"), ({1}, "zh-hans")]


def test_all_are_asked_for_each_time(shown, reader, asked):
    assert reader(shown) == reader(shown) == [3, 1, 3, 2]
    assert asked == [(None,), (None,)]


def test_no_moment_knows_what_another_was_told(shown):
    recorded(register.trade_name_version(), disclose=NOT_YET)
    behind = Shown(Held(shown.moment), "en", "1.prose", shown.known)

    assert names_in_force(shown, ["testamab"]) == []
    assert [str(row) for row in names_in_force(behind, ["testamab"])] == [NAME]
    assert names_in_force(shown, ["testamab"]) == []


@pytest.mark.parametrize("count", (1, 3))
def test_blocks_alike_ask_together(count):
    """Three profiles of one product in two languages ask what one asks."""
    recorded(register.product_facts())
    recorded(register.trade_name_version())
    release = made.release()
    for _number in range(count):
        made.product_profile(release, ProfilePart.IDENTITY, ProfilePart.TRADE_NAMES)
    moment = moment_for(release)

    with CaptureQueriesContext(connection) as queries:
        found = articles(release, moment)

    assert found.keys() == {"en", "zh-hans"}
    tables = [query["sql"] for query in queries if "products_" in query["sql"].partition("FROM")[2]]
    assert len([sql for sql in tables if "newsroom_" not in sql]) == 3


def test_a_later_assembly_asks_anew():
    recorded(register.product_facts())
    release = made.release()
    made.product_profile(release, ProfilePart.TRADE_NAMES)
    before = articles(release, moment_for(release))["en"].plain

    recorded(register.trade_name_version())

    after = articles(release, moment_for(release))["en"].plain
    assert NAME not in before
    assert NAME in after
