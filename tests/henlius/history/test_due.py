"""What is pending, overdue, expiring and undisclosed."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from henlius.history.due.entries import Asked
from henlius.history.due.lists import LISTS, lines
from ledger.actions import NOT_YET, Disclose
from products.enums import EventKind
from products.models import ExpectedDecision, Jurisdiction, Product
from tests import factories as make
from tests.staff import signed_in

pytestmark = pytest.mark.django_db

PAGE = "/admin/history/due/"
TODAY = timezone.localdate()


def days(number):
    return (TODAY + timedelta(days=number)).isoformat()


def listed(key, **asked):
    """Return [(kind, about, day, owner)] of a list."""
    found = lines(LISTS[key], Asked(**asked)).entries
    return [(each.kind, each.about, each.day, each.owner) for each in found]


def abouts(key, **asked):
    return [about for _kind, about, _day, _owner in listed(key, **asked)]


def filed(slug="testamab", code="CN", kind=EventKind.FILING_ACCEPTED, date="2025-02-01", **fields):
    """Record a procedure with one event."""
    of = make.product(slug)
    case = make.recorded(make.procedure(of, code, **fields))
    make.recorded(make.regulatory_event(of, date, code, kind=kind, procedure=case))
    return case


def test_pending_are_procedures_without_an_end():
    filed("pending", date="May 2025")
    filed("answered", kind=EventKind.COMPLETE_RESPONSE)
    filed("tentative", kind=EventKind.TENTATIVE_APPROVAL)
    for kind in (
        EventKind.INITIAL_APPROVAL,
        EventKind.REFUSED,
        EventKind.WITHDRAWN_BY_APPLICANT,
        EventKind.TRIAL_CLEARED,
    ):
        filed(f"ended-{kind}".replace("_", "-"), kind=kind)

    found = lines(LISTS["pending"], Asked()).entries

    assert [(each.about, each.state) for each in found] == [
        (
            "ANSWERED (made up), Territory CN",
            "Answered by a complete response letter (since 1 February 2025)",
        ),
        ("TENTATIVE (made up), Territory CN", "Tentatively approved (since 1 February 2025)"),
        ("PENDING (made up), Territory CN", "Accepted for review (since May 2025)"),
    ]


def test_a_decision_without_its_procedure_named_ends_it_by_number():
    of = make.product()
    make.recorded(make.procedure(of, number="CXSS1"), make.procedure(of, number="CXSS2"))
    make.recorded(make.regulatory_event(of, number="CXSS1"))

    assert [each.what for each in lines(LISTS["pending"], Asked()).entries] == [
        "additional indication, CXSS2"
    ]


def test_adv_24_an_expected_decision_is_overdue_once_its_window_passed():
    for number, slug in ((-1, "passed"), (1, "ahead")):
        case = filed(slug)
        window = f"2025-01-01/{days(number)}"
        make.recorded(
            make.expected_decision(case, window, start="2025-01-01", responsible="Team of CN")
        )
    for slug, kind in (
        ("decided", EventKind.INITIAL_APPROVAL),
        ("answered", EventKind.COMPLETE_RESPONSE),
    ):
        make.recorded(make.expected_decision(filed(slug, kind=kind), "2025", start="2025-01-01"))
    numbered = make.recorded(make.procedure(make.product("numbered"), number="CXSS1"))
    make.recorded(
        make.expected_decision(numbered, "2025", start="2025-01-01"),
        make.regulatory_event(make.product("numbered"), number="CXSS1"),
    )

    [(kind, about, _day, owner)] = listed("overdue")

    assert (kind, about, owner) == (
        "Expected decision",
        "PASSED (made up), Territory CN",
        "Team of CN",
    )
    assert [row.responsible for row in ExpectedDecision.objects.overdue()] == ["Team of CN"]


def test_obligations_are_overdue_or_due_within_twelve_months():
    for number, slug in ((-1, "overdue"), (0, "today"), (300, "soon"), (400, "later")):
        duty = make.obligation(make.authorisation(make.product(slug)))
        make.recorded(make.obligation_version(duty, days(number), start="2020-01-01"))
    met = make.obligation(make.authorisation(make.product("met")))
    make.recorded(make.obligation_version(met, days(-1), start="2020-01-01", end="2021-01-01"))

    assert abouts("overdue") == ["OVERDUE (made up), Territory CN"]
    assert abouts("expiring") == ["TODAY (made up), Territory CN", "SOON (made up), Territory CN"]


def test_adv_8_what_is_due_is_so_by_the_day_of_its_territory():
    """One of both has another day than Hong Kong at any instant."""
    east, west = "Pacific/Kiritimati", "Pacific/Pago_Pago"
    for code, zone, numbers in (("KI", east, (-1, 365)), ("AS", west, (0, 366))):
        territory = make.jurisdiction(code, time_zone=zone)
        today = timezone.now().astimezone(ZoneInfo(zone)).date()
        for number in numbers:
            licence = make.authorisation(make.product(f"in-{number}"), territory.code)
            due = (today + timedelta(days=number)).isoformat()
            make.recorded(
                make.obligation_version(make.obligation(licence), due, start="2020-01-01")
            )

    def told(key):
        found = lines(LISTS[key], Asked()).entries
        return [(each.about.partition(" (")[0], each.state) for each in found]

    assert told("overdue") == [("IN--1", "overdue")]
    assert told("expiring") == [("IN-0", "due"), ("IN-365", "due")]


def test_authorisations_and_reimbursements_that_end_soon_are_expiring():
    for number, slug in ((30, "ends"), (400, "later"), (-30, "ended")):
        licence = make.authorisation(make.product(slug))
        make.recorded(make.authorisation_version(licence, "2020-01-01", days(number)))
    followed = make.authorisation(make.product("followed"))
    make.recorded(make.authorisation_version(followed, "2020-01-01", days(30)))
    make.recorded(make.authorisation_version(followed, days(30)))
    paid = make.indication(make.authorisation(make.product("paid")))
    make.recorded(make.listing_version(make.listing(paid), "2024-01-01", days(60)))

    assert [(kind, about, owner) for kind, about, _day, owner in listed("expiring")] == [
        ("Marketing authorisation ends", "ENDS (made up), Territory CN", "recorder"),
        ("Reimbursement ends", "PAID (made up), Territory CN", "recorder"),
    ]


def test_undisclosed_are_hidden_change_sets_and_waiting_proposals():
    make.approved("public")
    make.approved("hidden", disclose=NOT_YET)
    make.approved("ahead", disclose=Disclose(timezone.now() + timedelta(days=2)))
    make.proposal(about="A proposal")

    found = lines(LISTS["undisclosed"], Asked()).entries

    assert [(each.kind, each.about) for each in found] == [
        ("Change set", "No. 2, First record"),
        ("Change set", "No. 3, First record"),
        ("Proposal", "A proposal"),
    ]
    assert found[0].state == "not public"
    assert found[1].state.startswith("public from")


def test_lists_are_narrowed_to_a_product_and_a_territory():
    for slug, code in (("one", "CN"), ("one", "US"), ("two", "CN")):
        filed(slug, code)
        make.approved(slug, code, disclose=NOT_YET)
        duty = make.obligation(make.authorisation(make.product(slug), code))
        make.recorded(make.obligation_version(duty, days(-1), start="2020-01-01"))
    asked = {
        "product": Product.objects.get(slug="one"),
        "jurisdiction": Jurisdiction.objects.get(code="CN"),
    }

    only = ["ONE (made up), Territory CN"]
    assert abouts("pending", **asked) == only
    assert abouts("overdue", **asked) == only
    assert len(abouts("undisclosed", **asked)) == 1
    assert len(abouts("undisclosed", product=asked["product"])) == 2
    assert len(abouts("undisclosed")) == 3


@pytest.mark.parametrize("count", (1, 3))
def test_the_page_costs_a_constant_number_of_queries(count, django_assert_num_queries):
    for number in range(count):
        slug = f"product-{number}"
        case = filed(slug)
        make.recorded(make.expected_decision(case, "2025", start="2025-01-01"))
        make.approved(slug, disclose=NOT_YET)
        duty = make.obligation(make.authorisation(make.product(slug)))
        make.recorded(make.obligation_version(duty, days(3)))
        make.proposal(about=slug)
    client = signed_in("auditors")
    client.get(PAGE)

    with django_assert_num_queries(17):
        response = client.get(PAGE)

    shown = [len(found.entries) for found, _whole in response.context["lists"]]
    assert shown == [count, count, count, 2 * count]


def test_a_list_is_read_by_the_page():
    for number in range(51):
        make.recorded(make.procedure(number=f"N{number:02}"))
    client = signed_in("auditors")

    brief = client.get(PAGE).content.decode()
    second = client.get(PAGE, {"list": "pending", "page": "2"})

    assert 'href="?list=pending"' in brief
    assert [len(found.entries) for found, _whole in second.context["lists"]] == [1]
    assert (second.context["previous"], second.context["next"]) == ("?list=pending&page=1", "")


def test_what_cannot_be_read_is_told_and_kept():
    response = signed_in("auditors").get(PAGE, {"product": "x", "list": "y", "jurisdiction": "ZZ"})

    assert sorted(response.context["form"].errors) == ["jurisdiction", "list", "product"]
    assert 'value="x"' in response.content.decode()
    assert "lists" not in response.context
