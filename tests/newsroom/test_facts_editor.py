"""What the text editor is told of facts, and who may ask."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ledger.actions import NOT_YET, Disclose
from newsroom.models import Prose
from tests.factories import newsroom as made
from tests.factories import products as register
from tests.factories.ledger import recorded
from tests.staff import signed_in

pytestmark = pytest.mark.django_db
KEY = "trade-name/testamab/CN"
ADDRESSES = ("newsroom_fact_values", "newsroom_fact_search")


def ask(name, client=None, **parameters):
    client = client or signed_in("root")
    return client.get(reverse(f"admin:{name}"), {"language": "en"} | parameters)


def told(*keys, **parameters):
    """Return the facts of `keys` as the editor gets them, by key."""
    answer = ask("newsroom_fact_values", key=keys, **parameters)
    return {fact["key"]: fact for fact in answer.json()["facts"]}


def found(query, **parameters):
    return ask("newsroom_fact_search", q=query, **parameters).json()


def named(name="TESTAMAB", code="CN", language="en", slug="testamab", **recording):
    of = register.trade_name(register.product(slug), name, code, language)
    return recorded(register.trade_name_version(of), **recording)


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize(
    ("role", "status"),
    (
        ("", 403),
        ("auditors", 403),
        ("administrators", 403),
        ("editors", 200),
        ("translators", 200),
        ("publishers", 200),
        ("root", 200),
    ),
)
def test_facts_are_told_to_those_who_may_preview(name, role, status):
    named()
    answer = ask(name, signed_in(role), key=KEY, q="testamab")

    assert answer.status_code == status
    assert (b"TESTAMAB" in answer.content) == (status == 200)


@pytest.mark.parametrize("name", ADDRESSES)
def test_facts_are_not_told_to_visitors_nor_by_post_nor_kept(name, client):
    assert client.get(reverse(f"admin:{name}")).status_code == 302
    assert signed_in("root").post(reverse(f"admin:{name}")).status_code == 405
    assert "no-store" in ask(name)["Cache-Control"]
    assert ask(name, release=999).status_code == 404


def test_value_is_told_in_the_language_of_the_field():
    named()
    named("测试单抗", language="zh-Hans")
    fact = told(KEY)[KEY]

    assert (fact["text"], fact["lang"], fact["state"], fact["says"]) == (
        "TESTAMAB",
        "",
        "shown",
        "",
    )
    assert fact["label"] == "trade name: TESTAMAB (made up), Territory CN"
    assert fact["title"].splitlines()[:2] == [
        "trade name: TESTAMAB (made up), Territory CN",
        "The name in use in the territory on the day; several are listed.",
    ]
    assert told(KEY, language="zh-Hans")[KEY]["text"] == "测试单抗"


def test_value_is_that_of_the_day_of_the_release():
    named()
    release = made.release(originally_published_on=date(2025, 5, 28))

    before = told(KEY, release=release.pk)[KEY]
    release.originally_published_on = date(2025, 5, 29)
    release.save()

    assert (before["state"], before["text"]) == ("unknown", "")
    assert told(KEY, release=release.pk)[KEY]["text"] == "TESTAMAB"
    assert "29 May 2025" in told(KEY, release=release.pk)[KEY]["title"]


def test_what_is_not_public_is_said_to_be_so():
    hidden = named(disclose=NOT_YET)
    named("SOONMAB", slug="soonmab", disclose=Disclose(at=timezone.now() + timedelta(days=1)))
    release = made.release()
    release.announces.set([hidden.opened_by])

    without, soon, never = KEY, "trade-name/soonmab/CN", "trade-name/nosuch/CN"

    alone = told(without, soon, never)
    assert [alone[key]["state"] for key in (without, soon, never)] == [
        "hidden",
        "hidden",
        "unknown",
    ]
    assert alone[never]["says"] == "not in force on that day"
    announced = told(without, release=release.pk)[without]
    assert (announced["state"], announced["text"]) == ("later", "TESTAMAB")
    assert announced["says"] == "not public yet, but at the moment of the release"


def test_value_at_the_planned_moment_of_the_release():
    at = timezone.now() + timedelta(days=2)
    named(disclose=Disclose(at=at - timedelta(days=1)))
    release = made.release(planned_at=at)

    assert told(KEY, release=release.pk)[KEY]["state"] == "later"


def test_what_is_no_key_is_left_out():
    named()

    assert list(told(KEY, "nonsense", "<script>", KEY)) == [KEY]


def test_search_finds_by_name_kind_and_territory_in_either_language():
    named("HOMEMAB")
    named("ABROADMAB", "US")
    recorded(register.product_facts())

    def keys(query, **parameters):
        return [fact["key"] for fact in found(query, **parameters)["facts"]]

    both = [KEY, "trade-name/testamab/US"]
    assert keys("testamab") == [*both, "inn/testamab"]
    assert keys("abroadmab trade") == both
    assert keys("testamab territory us") == ["trade-name/testamab/US"]
    assert keys("地区 US", language="zh-hans") == ["trade-name/testamab/US"]
    assert keys("TESTAMAB INN") == ["inn/testamab"]
    assert keys("homemab nosuch") == []


def test_search_offers_no_name_where_it_is_not_used():
    named("HANMAB")

    assert [fact["key"] for fact in found("hanmab us")["facts"]] == []


def test_search_says_what_is_not_public():
    named(disclose=NOT_YET)

    [fact] = found("testamab")["facts"]

    assert (fact["state"], fact["says"]) == ("hidden", "not public at the moment of the release")


def test_search_is_bounded():
    for number in range(23):
        named(f"MANY-{number:02}", slug=f"many-{number:02}")

    answer = found("many")

    assert [fact["text"] for fact in answer["facts"]] == [f"MANY-{n:02}" for n in range(20)]
    assert answer["more"] == 3


@pytest.mark.parametrize("count", (1, 3))
def test_answers_cost_the_same_for_one_fact_and_for_three(count, django_assert_num_queries):
    keys = [f"trade-name/product-{number}/CN" for number in range(count)]
    for number in range(count):
        named(slug=f"product-{number}")
    client = signed_in("editors")
    ask("newsroom_fact_values", client, key=keys[0])

    with django_assert_num_queries(12):
        answer = ask("newsroom_fact_values", client, key=keys)

    assert len(answer.json()["facts"]) == count


def test_form_carries_the_editor_extension_with_its_addresses():
    release = made.release()
    page = signed_in("root").get(reverse("admin:newsroom_release_change", args=[release.pk]))

    assert "/admin/newsroom/release/facts/search/" in page.content.decode()


def test_saving_the_form_keeps_the_fact_and_nothing_else_of_the_span():
    field = Prose._meta.get_field("body").formfield()
    typed = f'<p><span data-fact="{KEY}" style="x" onclick="y">TESTAMAB</span><span>z</span></p>'

    assert Prose._meta.get_field("body").clean(field.clean(typed), None) == (
        f'<p><span data-fact="{KEY}">TESTAMAB</span>z</p>'
    )
