from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from ledger.actions import NOT_YET, NOW, Disclose, amend, correct, retract
from ledger.models import ChangeSet, Disclosure, period
from products.models import IndicationVersion, ProductFacts, RegulatoryEvent
from tests import factories as make
from tests.factories import day

SOON = timezone.now() + timedelta(days=10)
DAY = date(2026, 1, 15)


@pytest.fixture
def signed(db):
    return {
        "by": make.person(),
        "evidence": make.evidence(),
        "reason": "As decided by the authority",
    }


@pytest.mark.parametrize(
    ("start", "end", "asked", "certainty"),
    (
        ("2025-05-29", None, "2025-05-28", None),
        ("2025-05-29", None, "2025-05-29", "certain"),
        ("2025-05-29", "2026-03-01", "2026-02-28", "certain"),
        ("2025-05-29", "2026-03-01", "2026-03-01", None),
        ("May 2025", None, "2025-04-30", None),
        ("May 2025", None, "2025-05-01", "possible"),
        ("May 2025", None, "2025-05-30", "possible"),
        ("May 2025", None, "2025-05-31", "certain"),
        ("by 15 September 2025", None, "1999-01-01", "possible"),
        ("by 15 September 2025", None, "2025-09-15", "certain"),
        ("2025-05-29", "March 2026", "2026-02-28", "certain"),
        ("2025-05-29", "March 2026", "2026-03-01", "possible"),
        ("2025-05-29", "March 2026", "2026-03-30", "possible"),
        ("2025-05-29", "March 2026", "2026-03-31", None),
        ("2025-05-29", "since March 2026", "2026-03-01", "possible"),
        ("2025-05-29", "since March 2026", "2050-01-01", "possible"),
    ),
)
def test_on_says_whether_a_day_is_certain_or_possible(db, start, end, asked, certainty):
    make.recorded(make.product_facts(start=start, end=end))

    found = ProductFacts.objects.on(date.fromisoformat(asked))

    assert [row.certainty for row in found] == ([certainty] if certainty else [])
    assert found.certain().count() == (certainty == "certain")


def test_the_day_of_the_announcement_caps_what_is_possible(db):
    start = day("September 2025").capped(date(2025, 9, 17))
    make.recorded(ProductFacts(**_bare_facts() | period(start)))

    assert _certainty(date(2025, 9, 16)) == ["possible"]
    assert _certainty(date(2025, 9, 17)) == ["certain"]


def test_the_day_defaults_to_each_territory_s_own(db):
    """2025-11-14 08:00 in Shanghai is still 13 November in Washington (ADV-8)."""
    moment = datetime(2025, 11, 14, tzinfo=UTC)
    rows = {
        code: make.approved(f"drug-{code.lower()}", code, start="2025-11-14")[0]
        for code in ("CN", "US", "EU")
    }

    found = IndicationVersion.objects.on(at=moment)

    assert {row.pk for row in found} == {rows["CN"].pk, rows["EU"].pk}
    assert {row.asked_on for row in found} == {date(2025, 11, 14)}


def test_the_day_defaults_to_today(db):
    today = timezone.now().astimezone().date()
    make.approved(start=str(today - timedelta(days=2)))
    make.approved("later", start=str(today + timedelta(days=3)))

    assert IndicationVersion.objects.on().count() == 1
    assert IndicationVersion.objects.public().count() == 1
    assert IndicationVersion.objects.known().count() == 1


def test_known_is_what_the_register_held_at_a_position(signed):
    [row] = make.approved(texts=["wrong"])
    correct(row, changes={"text": "right"}, **signed)

    texts = {
        seq: [row.text for row in IndicationVersion.objects.known(seq, DAY)] for seq in (0, 1, 2, 9)
    }

    assert texts == {0: [], 1: ["wrong"], 2: ["right"], 9: ["right"]}


def test_known_includes_what_is_internal(db):
    make.approved(disclose=NOT_YET)

    assert IndicationVersion.objects.known(day=DAY).count() == 1
    assert not IndicationVersion.objects.public(day=DAY).exists()


def test_a_moment_maps_to_the_position_reached_by_then(db):
    make.approved("one")
    make.approved("two")
    first, second = ChangeSet.objects.order_by("seq").values_list("recorded_at", flat=True)
    instant = timedelta(microseconds=1)

    moments = [first - instant, first, second - instant, second, second + timedelta(days=1)]

    assert [ChangeSet.objects.seq_at(at) for at in moments] == [0, 1, 1, 2, 2]


def test_a_position_takes_one_query(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert ChangeSet.objects.seq_at(timezone.now()) == 0


def test_public_follows_both_disclosures(signed):
    [row] = make.approved(texts=["wrong"])
    before = timezone.now()
    correct(row, changes={"text": "right"}, disclose=Disclose(at=SOON), **signed)

    def texts(at):
        return list(IndicationVersion.objects.public(at, DAY).values_list("text", flat=True))

    assert texts(row.opened_by.recorded_at - timedelta(seconds=1)) == []
    assert texts(before) == ["wrong"]
    assert texts(SOON - timedelta(microseconds=1)) == ["wrong"]
    assert texts(SOON) == ["right"]


def test_a_row_closed_internally_stays_public(signed):
    [row] = make.approved()
    retract([row], disclose=NOT_YET, **signed)

    assert list(IndicationVersion.objects.public(day=DAY)) == [row]
    assert not IndicationVersion.objects.known(day=DAY).exists()


def test_a_row_closed_in_public_is_gone(signed):
    [row] = make.approved()
    retract([row], disclose=NOW, **signed)

    assert not IndicationVersion.objects.public(day=DAY).exists()


def test_a_change_set_without_a_disclosure_is_internal(db):
    """The app always writes one; a row without it, by whatever way, is hidden."""
    make.approved(disclose=NOT_YET)

    hidden = IndicationVersion.objects.filter(opened_by__disclosure__at=None)

    assert hidden.count() == 1
    assert not IndicationVersion.objects.public(SOON + timedelta(days=9999), DAY).exists()


def test_announced_adds_the_change_sets_of_a_release(signed):
    [row] = make.approved(texts=["old"])
    start = day("2026-01-01")
    closer = amend(row, start=start, changes={"text": "new"}, disclose=NOT_YET, **signed)

    def texts(announces, seq=None):
        rows = IndicationVersion.objects.announced_at(None, announces=announces, seq=seq)
        return sorted(rows.on(DAY).values_list("text", flat=True))

    assert texts([]) == ["old"]
    assert texts([closer.seq]) == ["new"]
    assert texts([closer.seq], seq=1) == ["old"]
    assert texts([closer.seq], seq=0) == []
    assert Disclosure.objects.get(change_set=closer).at is None


def test_announced_at_a_position_forgets_later_closings(signed):
    [row] = make.approved(texts=["old"])
    correct(row, changes={"text": "new"}, disclose=NOW, **signed)

    rows = IndicationVersion.objects.announced_at(SOON, announces=(), seq=1)

    assert [row.text for row in rows] == ["old"]


@pytest.mark.parametrize("count", (1, 4))
def test_public_takes_one_query(db, django_assert_num_queries, count):
    make.approved(texts=[f"text {n}" for n in range(count)])

    with django_assert_num_queries(1):
        rows = list(IndicationVersion.objects.public())

    assert len(rows) == count
    assert {row.certainty for row in rows} == {"certain"}


@pytest.mark.parametrize("count", (1, 4))
def test_evidence_takes_two_queries_more(db, django_assert_num_queries, count):
    for number in range(count):
        make.approved(f"drug-{number}", evidence=make.evidence("letter", "wire"))

    with django_assert_num_queries(3):
        rows = list(IndicationVersion.objects.public().with_evidence())
        keys = [c.source.key for row in rows for c in row.opened_by.citations.all()]

    assert keys == ["letter", "wire"] * count


def test_events_are_public_by_their_disclosure_alone(signed):
    event = make.recorded(make.regulatory_event(date="2030"))
    hidden = make.recorded(make.regulatory_event(make.product("other")), disclose=NOT_YET)

    assert list(RegulatoryEvent.objects.public()) == [event]
    assert list(RegulatoryEvent.objects.current().order_by("pk")) == [event, hidden]


def _certainty(asked):
    return [row.certainty for row in ProductFacts.objects.on(asked)]


def _bare_facts():
    row = make.product_facts()
    return {"product": row.product, "inn": row.inn, "product_class": row.product_class}
