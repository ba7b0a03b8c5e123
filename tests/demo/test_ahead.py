"""Expectations, reimbursement and memberships of the demo, as far as a source states them."""

from datetime import date

from products.coverage import coverage, territories
from products.models import ExpectedDecision, ListingVersion, Obligation


def reached(slug, on):
    rows = coverage(lambda model: model.objects.known(day=on), product__slug=slug)
    return territories(rows)


def test_the_decision_expected_by_the_seed_release_came_in_its_window(demo):
    row = ExpectedDecision.objects.current().get()

    assert str(row.procedure) == "POHERDY, United States: initial application"
    assert (row.window.as_stated, row.start.as_stated) == ("H2 2025", "2025-09-17")
    assert row.end.latest == date(2025, 11, 13)
    assert [
        c.source.key for c in ExpectedDecision.objects.earliest("pk").opened_by.citations.all()
    ] == ["seed"]
    assert not ExpectedDecision.objects.overdue(date(2026, 6, 25)).exists()


def test_only_the_fulvestrant_indication_is_reimbursed(demo):
    rows = ListingVersion.objects.known(day=date(2026, 1, 1))

    assert [(row.listing.scheme, row.category, row.start.as_stated) for row in rows] == [
        ("NRDL", "B", "2026-01-01")
    ]
    assert [row.listing.indication.slot for row in rows] == [2]
    assert not ListingVersion.objects.known(day=date(2025, 12, 31)).exists()


def test_the_united_kingdom_left_without_any_decision(demo):
    last, first = (reached("hanquyou", day) for day in (date(2020, 12, 31), date(2021, 1, 1)))

    assert last - first == {"GB"}
    assert first - last == set()
    assert len(last & {"DE", "FR", "IE", "GB"}) == 4


def test_no_source_states_an_obligation(demo):
    assert not Obligation.objects.exists()
