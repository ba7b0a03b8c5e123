"""Expected decisions: overdue for the staff, gone from living pages, once their window has passed."""

import re
from datetime import date

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from ledger.actions import NOT_YET, NOW, correct, end
from newsroom.models import EditionText
from products.models import ExpectedDecision
from products.pages.facts import Fact
from tests import factories as make
from tests.factories import newsroom

pytestmark = pytest.mark.django_db
WINDOW = "2026-06-01/2026-06-30"


@pytest.fixture
def case():
    make.recorded(make.product_facts())
    return make.recorded(make.procedure())


def expect(case, disclose=NOW, **fields):
    row = make.expected_decision(case, **{"window": WINDOW} | fields)
    return make.recorded(row, disclose=disclose)


def overdue(on, seq=None):
    return list(ExpectedDecision.objects.overdue(date.fromisoformat(on), seq))


def told(page_of, on, **moment):
    return page_of(day=date.fromisoformat(on), **moment).expected


def decided(case, on, kind="supplemental_indication", **recording):
    make.recorded(make.regulatory_event(date=on, kind=kind, procedure=case), **recording)


def test_adv_24_an_expected_day_passes_without_decision(case, page_of):
    row = expect(case)

    assert (overdue("2026-06-30"), overdue("2026-07-01")) == ([], [row])
    assert told(page_of, "2026-06-30") == [
        Fact(
            "Territory CN",
            "Additional indication: decision expected: between 1 June 2026 and 30 June 2026",
            "forward-looking",
        )
    ]
    assert told(page_of, "2026-07-01") == []


def test_adv_24_a_release_is_untouched_when_the_window_passes(case, client):
    """What it says of the expectation stays as it was signed, whatever becomes of that."""
    row = expect(case, window="H2 2199", start="2025-01-01")
    of = newsroom.release("announcement")
    newsroom.prose(of, body_en="<p>A decision is expected in the second half of 2199.</p>")
    newsroom.product_profile(of, "inn")
    newsroom.published(of)
    signed = {"by": make.person(), "evidence": make.evidence(), "reason": "It was last year"}
    release = f"/en/news/{timezone.localdate():%Y}/announcement/"
    product = "/en/products/testamab/"
    before = _frozen(), _article(client.get(release))
    assertContains(client.get(product), "decision expected: second half of 2199")

    mended = correct(row, changes={"window": make.day("2025-06-01/2025-06-30")}, **signed)

    assert [each.opened_by for each in ExpectedDecision.objects.overdue()] == [mended]
    assertNotContains(client.get(product), "decision expected")
    assert (_frozen(), _article(client.get(release))) == before
    assertContains(client.get(release), "expected in the second half of 2199")


def _frozen():
    return list(EditionText.objects.order_by("pk").values_list("article", "sha256"))


def _article(response):
    return re.search(r"<article.*</article>", response.content.decode(), re.DOTALL)[0]


def test_the_page_says_that_it_looks_forward(case, client):
    expect(case, window="H2 2199")

    assertContains(client.get("/en/products/testamab/"), "decision expected: second half of 2199")
    assertContains(client.get("/en/products/testamab/"), "forward-looking")


def test_a_decision_ends_the_claim_and_the_alert(case, page_of):
    expect(case)
    decided(case, "2026-06-15")

    assert told(page_of, "2026-06-16") == []
    assert overdue("2026-07-01") == []


def test_a_decision_before_it_was_expected_does_not_count(case, page_of):
    """A complete response, and a new submission with a window of its own."""
    decided(case, "2025-01-10", kind="complete_response")
    decided(case, "2025-02-10", kind="submitted")
    row = expect(case)

    assert len(told(page_of, "2026-06-30")) == 1
    assert overdue("2026-07-01") == [row]


def test_an_expectation_given_up_is_neither_told_nor_overdue(case, page_of):
    row = expect(case)
    signed = {"by": make.person(), "evidence": make.evidence(), "reason": "No longer expected"}
    end([row], end=make.day("2026-06-15"), disclose=NOW, **signed)

    assert len(told(page_of, "2026-06-14")) == 1
    assert told(page_of, "2026-06-15") == []
    assert (overdue("2026-07-01"), overdue("2026-07-01", row.opened_by_id)) == ([], [row])


def test_what_has_no_last_day_is_never_overdue(case):
    expect(case, window="2026-06-01/..")

    assert overdue("2030-01-01") == []


def test_what_is_not_public_is_not_told(case, page_of):
    row = expect(case, disclose=NOT_YET)

    assert told(page_of, "2026-06-14") == []
    assert overdue("2026-07-01") == [row]


def test_a_decision_that_is_not_public_does_not_show(case, page_of):
    expect(case)
    decided(case, "2026-06-10", disclose=NOT_YET)

    assert len(told(page_of, "2026-06-14")) == 1
    assert overdue("2026-07-01") == []


@pytest.mark.parametrize("count", (1, 3))
def test_overdue_is_one_query(django_assert_num_queries, count):
    for _number in range(count):
        expect(make.recorded(make.procedure()))

    with django_assert_num_queries(1):
        assert len(overdue("2026-07-01")) == count
