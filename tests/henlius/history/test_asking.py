"""Questions to the register: what is found, what is told with it, what it costs."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from henlius.history.asking.answers import MOST, answers, page_of_answers
from henlius.history.asking.kinds import KINDS
from henlius.history.asking.moments import HOME
from henlius.history.asking.question import Question
from henlius.history.asking.reach import Reach, reach_of
from ledger.actions import NOT_YET, amend, retract
from ledger.models import ChangeSet
from products.models import Jurisdiction, Product
from tests import factories as make
from tests.factories import day
from tests.staff import signed_in

pytestmark = pytest.mark.django_db

PAGE = "/admin/history/"


def told(question):
    """Return [(territory, text, certainty)]."""
    return [(each.territory, each.text, each.certainty) for each in answers(question, "en")]


def asked(address="", **query):
    return signed_in("auditors").get(f"{PAGE}{address}", query)


def errors_of(**query):
    """Return {field: message} of the page of any question, which must keep what was typed."""
    response = asked(**query)
    form = response.context["form"]
    assert [form[name].value() for name in query] == list(query.values())
    return {name: str(errors[0]) for name, errors in form.errors.items()}


def test_a_use_is_laid_side_by_side_across_territories():
    for code, text in [
        ("US", "Wording of the US"),
        ("CN", "Wording of China"),
        ("EU", "Of the EU"),
    ]:
        make.approved(code=code, texts=[text])
    other = make.indication(make.authorisation(code="US"), 2, concept=make.concept("other"))
    make.recorded(make.indication_version(other, "Of another use"))

    found = told(Question(concept=make.concept()))

    assert found == [
        ("Territory CN", "Wording of China", "certain"),
        ("Territory EU", "Of the EU", "certain"),
        ("Territory US", "Wording of the US", "certain"),
    ]


@pytest.fixture
def left():
    """GB was in the EU until the end of 2020; the EU approved in 2019, GB itself in 2021."""
    make.approved(code="EU", start="2019-05-01", texts=["Of the EU"])
    make.approved(code="GB", start="2021-03-01", texts=["Of GB"])
    return make.recorded(make.membership_version(end="2021-01-01"))


def test_adv_20_a_member_answers_through_the_whole_until_it_left(left):
    gb = Jurisdiction.objects.get(code="GB")

    def on(year, month):
        found = answers(Question(jurisdiction=gb, day=date(year, month, 1)), "en")
        return [(each.text, each.through and each.through.whole.code) for each in found]

    assert on(2020, 6) == [("Of the EU", "EU")]
    assert on(2021, 2) == []
    assert on(2021, 3) == [("Of GB", None)]
    assert told(Question(kind="authorisation", jurisdiction=gb, day=date(2020, 6, 1))) == [
        ("Territory EU", "Granted", "certain")
    ]


def test_adv_20_the_membership_is_asked_as_known_then(left):
    gb = Jurisdiction.objects.get(code="GB")
    question = Question(jurisdiction=gb, day=date(2020, 6, 1), seq=left.opened_by_id - 1)

    assert told(question) == []


def test_adv_20_the_page_says_through_what_it_holds(left):
    page = asked(jurisdiction="GB", day="2020-06-01").content.decode()

    assert "Holds here through" in page
    assert f"/admin/history/record/products.membershipversion/{left.pk}/" in page


def test_adv_20_the_territories_covered_change_without_any_approval(left):
    make.recorded(make.membership_version(make.membership("EU", "DE"), start="1958-01-01"))

    def covered(day):
        query = {"product": "testamab", "kind": "authorisation", "day": day}
        told = [
            line
            for line in asked(**query).content.decode().splitlines()
            if "Territories covered" in line
        ]
        return told, asked("in-force.json", **query).json()["covered"]

    assert covered("2020-12-31") == (
        ["    <p>Territories covered on the day: 2 (2 of them through EU)</p>"],
        {"certain": ["DE", "GB"], "possible": [], "through": {"EU": ["DE", "GB"]}},
    )
    assert covered("2021-01-01") == (
        ["    <p>Territories covered on the day: 1 (1 of them through EU)</p>"],
        {"certain": ["DE"], "possible": [], "through": {"EU": ["DE"]}},
    )
    assert covered("2021-03-01")[1]["certain"] == ["DE", "GB"]


def test_adv_20_what_is_possibly_covered_is_told_apart(left):
    make.recorded(make.membership_version(make.membership("EU", "PL"), start="May 2004"))
    make.recorded(make.membership_version(make.membership("EU", "NO"), start="June 2020"))
    question = Question(product=Product.objects.get(), day=date(2020, 6, 1))

    assert reach_of(question) == Reach(["GB", "PL"], ["NO"], {"EU": ["GB", "NO", "PL"]})
    assert str(reach_of(question)) == (
        "Territories covered on the day: 3 (3 of them through EU, 1 of them possibly)"
    )


@pytest.mark.parametrize(
    "narrower", ({"jurisdiction": "GB"}, {"concept": "made-up-disease"}, {"kind": "event"})
)
def test_a_narrower_question_tells_no_reach(left, narrower):
    assert asked(product="testamab", day="2020-06-01", **narrower).context["reach"] is None


def test_adv_8_an_instant_is_another_day_elsewhere():
    """08:00 on 14 November in Hong Kong is still the 13th in Washington, and the 14th in China."""
    make.approved(code="US", start="2025-11-13", texts=["Of the US"])
    make.approved(code="CN", start="2025-11-14", texts=["Of China"])
    later = (timezone.now() + timedelta(days=2)).replace(hour=1, tzinfo=UTC)

    found = answers(Question(public_at=later), "en")
    evening = datetime(2025, 11, 14, 8, tzinfo=HOME)

    assert {each.territory: each.as_of for each in found} == {
        "Territory CN": later.date(),
        "Territory US": later.date() - timedelta(days=1),
    }
    assert Question(jurisdiction=make.jurisdiction("US"), public_at=evening).local_day == date(
        2025, 11, 13
    )
    assert Question(jurisdiction=make.jurisdiction("CN"), public_at=evening).local_day == date(
        2025, 11, 14
    )


def test_as_public_hides_what_was_not_disclosed():
    make.approved(texts=["Public"])
    hidden = make.indication_version(make.indication(slot=2), "Planted secret")
    make.recorded(hidden, disclose=NOT_YET)

    at = timezone.now()

    assert told(Question(public_at=at)) == [("Territory CN", "Public", "certain")]
    assert [text for _territory, text, _certainty in told(Question())] == [
        "Public",
        "Planted secret",
    ]
    assert "Planted secret" not in asked(public=at.isoformat()).content.decode()


def test_adv_32_a_translation_of_an_earlier_text_is_not_shown():
    [wording] = make.approved(texts=["First text"], start="2025-01-01")
    make.indication_translation(wording, text="第一个文本")
    signed = {
        "by": make.person(),
        "evidence": make.evidence(),
        "reason": "Narrowed by the authority",
    }
    changes = {"text": "Second text"}
    amend(wording, start=day("2025-06-01"), changes=changes, disclose=NOT_YET, **signed)

    [then] = answers(Question(day=date(2025, 3, 1)), "en")
    [now] = answers(Question(day=date(2025, 7, 1)), "en")

    assert [(one.lang, one.text, one.status) for one in then.translations] == [
        ("zh-hans", "第一个文本", "translated")
    ]
    assert [(one.lang, one.text, one.status) for one in now.translations] == [
        ("zh-hans", "", "of-earlier-text")
    ]
    assert "第一个文本" not in asked(day="2025-07-01").content.decode()


def test_a_translation_made_later_was_not_known_then():
    [wording] = make.approved()
    before = timezone.now()
    make.indication_translation(wording)

    [answer] = answers(Question(known_at=before, seq=wording.opened_by_id), "en")

    assert [one.status for one in answer.translations] == ["none"]


def test_an_answer_names_who_recorded_and_who_signed():
    make.approved(by=make.person("first"), approver=make.person("second"))

    [answer] = answers(Question(), "en")

    assert (answer.recorded.by, answer.recorded.approver) == ("first", "second")
    assert "signed by second" in asked(day="2025-09-17").content.decode()


def test_a_retracted_fact_answers_no_more_but_did():
    [wording] = make.approved()
    signed = {"by": make.person(), "evidence": make.evidence(), "reason": "It never existed at all"}
    retract([wording], **signed)

    assert told(Question()) == []
    assert len(told(Question(seq=wording.opened_by_id))) == 1


def test_events_until_the_day_are_told():
    make.recorded(
        make.regulatory_event(date="2025-03-01"),
        make.regulatory_event(date="June 2025"),
        make.regulatory_event(date="2025-09-01"),
    )

    found = answers(Question(kind="event", day=date(2025, 6, 10)), "en")

    assert [(str(each.start), each.certainty) for each in found] == [
        ("June 2025", "possible"),
        ("1 March 2025", "certain"),
    ]


def test_adv_23_reimbursement_is_told_for_one_indication():
    make.approved(texts=["First", "Second"])
    make.recorded(make.listing_version(make.listing(make.indication(slot=2))))

    [answer] = answers(Question(kind="reimbursement"), "en")

    assert (answer.heading, answer.text) == ("Made-up-disease (made up)", "NRDL")


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_can_be_asked_by_all_that_it_is_recorded_by(kind):
    make.approved()
    given = {"product": "testamab", "jurisdiction": "CN", "authority": "CN-authority"}
    given["concept"] = "made-up-disease"
    query = {name: value for name, value in given.items() if getattr(KINDS[kind], name)}

    assert asked(kind=kind, **query).context["form"].errors == {}


def test_nothing_asked_invites():
    make.approved()
    response = asked()

    assert "found" not in response.context
    assert [each.pk for each in response.context["latest"]] == [ChangeSet.objects.first().pk]
    assert response.content.decode().count("<li><a href=") >= 5


def test_nothing_recorded_says_so():
    assert "Nothing of this kind is recorded here" in asked(day="2025-09-17").content.decode()


def test_what_cannot_be_read_is_told_and_kept():
    make.approved()
    reached = "the register counts from 1 and has reached 1."

    assert "such as 2025-09-17" in errors_of(day="2025-02-30")["day"]
    assert "such as 2025-09-17" in errors_of(day="May 2025")["day"]
    assert reached in errors_of(known="2")["known"]
    assert reached in errors_of(known="0")["known"]
    assert reached in errors_of(known="9" * 5000)["known"]
    assert "not a moment" in errors_of(known="soon")["known"]
    assert "lies ahead" in errors_of(known="2199-01-01")["known"]
    assert "not a moment" in errors_of(public="0001-01-01")["public"]
    assert "Nothing here is called “x”" in errors_of(product="x")["product"]
    assert "“XX” is not among them" in errors_of(jurisdiction="XX")["jurisdiction"]
    assert "not both" in errors_of(known="1", public="2025-09-17")["public"]
    assert "not recorded by this" in errors_of(kind="right", jurisdiction="CN")["jurisdiction"]
    assert list(errors_of(kind="nothing")) == ["kind"]


def test_json_of_what_cannot_be_read_is_an_error():
    response = asked("as-known.json", day="x")

    assert response.status_code == 400
    assert list(response.json()["errors"]) == ["day", "known"]


def test_a_product_is_found_by_its_name_in_either_language():
    make.approved()

    for typed in ("TESTAMAB", "testamab (made up)", "TESTAMAB(虚构)"):
        assert asked(product=typed).context["question"].product == Product.objects.get()


def test_answers_come_by_the_page():
    make.approved(texts=[f"Text {number:02}" for number in range(MOST + 1)])

    first = page_of_answers(Question(), "en")
    second = page_of_answers(Question(), "en", 2)

    assert (len(first.items), first.has_more) == (MOST, True)
    assert ([each.text for each in second.items], second.has_more) == ([f"Text {MOST}"], False)
    assert 'rel="next" href="?kind=wording&amp;page=2"' in asked(kind="wording").content.decode()


@pytest.mark.parametrize("count", (1, 3))
def test_answers_cost_a_constant_number_of_queries(count, django_assert_num_queries):
    for number in range(count):
        [wording] = make.approved(f"product-{number}", approver=make.person("second"))
        make.indication_translation(wording)

    with django_assert_num_queries(8):
        assert len(answers(Question(), "en")) == count


@pytest.mark.parametrize("count", (1, 3))
@pytest.mark.parametrize("kind", ("reimbursement", "event", "obligation", "lineage", "expected"))
def test_no_kind_of_fact_costs_more_for_more(kind, count, django_assert_max_num_queries):
    for number in range(count):
        slug = f"product-{number}"
        make.approved(slug, texts=["One", "Two"])
        licence = make.authorisation(make.product(slug))
        make.recorded(
            make.listing_version(make.listing(make.indication(licence))),
            make.regulatory_event(make.product(slug)),
            make.obligation_version(make.obligation(licence)),
            make.lineage(make.indication(licence), make.indication(licence, 2)),
            make.expected_decision(make.recorded(make.procedure(make.product(slug)))),
        )

    with django_assert_max_num_queries(7):
        assert len(answers(Question(kind=kind), "en")) == count


@pytest.mark.parametrize("count", (1, 3))
def test_the_page_costs_a_constant_number_of_queries(count, django_assert_num_queries):
    for number in range(count):
        make.approved(f"product-{number}")
    client = signed_in("auditors")
    client.get(PAGE)

    with django_assert_num_queries(17):
        response = client.get(PAGE, {"day": "2025-09-17"})

    assert len(response.context["found"].items) == count


def test_nobody_without_the_permission_may_look():
    User.objects.create(username="visitor", is_staff=True)

    assert signed_in("").get(PAGE).status_code == 403
    assert signed_in("").get(f"{PAGE}in-force.json").status_code == 403
