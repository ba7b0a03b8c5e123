"""INV-13 and the instants at which changes become public."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ledger.actions import NOT_YET, NOW, Disclose, amend, correct, disclose, end, retract
from ledger.enums import ChangeKind
from ledger.errors import DisclosureOrderError, DisclosurePastError, LedgerError, MendHiddenError
from ledger.models import ChangeSet, Disclosure
from products.models import IndicationVersion, ProductFacts
from tests import factories as make
from tests.factories import day

SOON = timezone.now() + timedelta(days=10)
LATER = SOON + timedelta(days=10)
RELEASE = Disclose(at=SOON, reference="release:a")


@pytest.fixture
def signed(db):
    return {
        "by": make.person(),
        "evidence": make.evidence(),
        "reason": "As decided by the authority",
    }


def mend(row, signed, disclose):
    return correct(row, changes={"text": "right"}, disclose=disclose, **signed)


def narrow(row, signed, disclose):
    start = day("2026-03-01")
    return amend(row, start=start, changes={"text": "right"}, disclose=disclose, **signed)


def take_back(row, signed, disclose):
    return retract([row], disclose=disclose, **signed)


def finish(row, signed, disclose):
    return end([row], end=day("2026-03-01"), disclose=disclose, **signed)


def test_now_is_the_moment_of_recording(db):
    [row] = make.approved()

    assert row.opened_by.disclosure.at == row.opened_by.recorded_at


def test_not_yet_stays_internal(db):
    [row] = make.approved(disclose=NOT_YET)

    assert row.opened_by.disclosure.at is None
    assert not IndicationVersion.objects.public(LATER).exists()
    assert IndicationVersion.objects.current().get() == row


@pytest.mark.parametrize("verb", (mend, narrow, take_back, finish))
@pytest.mark.parametrize("asked", (NOW, RELEASE, NOT_YET))
def test_what_closes_an_internal_row_stays_internal(signed, verb, asked):
    [row] = make.approved(disclose=Disclose(reference="release:b"))

    change_set = verb(row, signed, asked)

    assert (change_set.disclosure.at, change_set.disclosure.reference) == (None, "release:b")


@pytest.mark.parametrize("verb", (mend, narrow, take_back, finish))
def test_what_closes_a_scheduled_row_waits_for_it(signed, verb):
    [row] = make.approved(disclose=RELEASE)

    change_set = verb(row, signed, NOW)

    assert (change_set.disclosure.at, change_set.disclosure.reference) == (SOON, "release:a")


@pytest.mark.parametrize("verb", (mend, take_back))
@pytest.mark.parametrize("asked", (NOT_YET, Disclose(at=LATER)))
def test_a_mend_comes_out_with_the_scheduled_row(signed, verb, asked):
    [row] = make.approved(disclose=RELEASE, texts=["wrong"])

    change_set = verb(row, signed, asked)

    assert change_set.disclosure.at == SOON
    public = IndicationVersion.objects.public(SOON).values_list("text", flat=True)
    assert "wrong" not in public


@pytest.mark.parametrize("verb", (narrow, finish))
@pytest.mark.parametrize("asked", (NOT_YET, Disclose(at=LATER, reference="release:b")))
def test_an_embargoed_amendment_keeps_its_embargo(signed, verb, asked):
    [row] = make.approved(disclose=RELEASE)

    change_set = verb(row, signed, asked)

    assert (change_set.disclosure.at, change_set.disclosure.reference) == (
        asked.at,
        asked.reference,
    )


@pytest.mark.parametrize("verb", (mend, narrow, take_back, finish))
@pytest.mark.parametrize("asked", (NOT_YET, RELEASE))
def test_what_closes_a_public_row_comes_out_when_asked(signed, verb, asked):
    [row] = make.approved()

    change_set = verb(row, signed, asked)

    assert change_set.disclosure.at == asked.at
    assert list(IndicationVersion.objects.public()) == [row]


def test_ending_several_rows_waits_for_the_last_of_them(signed):
    first = make.recorded(make.product_facts(), disclose=RELEASE)
    second = make.recorded(make.right_version(), disclose=Disclose(at=LATER, reference="b"))

    change_set = end([first, second], end=day("2026-03-01"), disclose=NOW, **signed)

    assert (change_set.disclosure.at, change_set.disclosure.reference) == (LATER, "b")


def test_rows_of_different_moments_are_mended_apart(signed):
    first = make.recorded(make.product_facts(), disclose=RELEASE)
    second = make.recorded(make.company_figure(), disclose=Disclose(at=LATER))

    with pytest.raises(MendHiddenError, match="in a change of their own"):
        retract([first, second], disclose=NOW, **signed)


def test_a_mend_of_a_public_and_a_scheduled_row_waits_for_the_second(signed):
    public = make.recorded(make.product_facts())
    planned = make.recorded(make.company_figure(), disclose=RELEASE)

    assert retract([public, planned], disclose=NOW, **signed).disclosure.at == SOON


@pytest.mark.parametrize("wish", (NOW, RELEASE))
def test_disclosing_takes_the_mends_along(signed, wish):
    [row] = make.approved(disclose=NOT_YET, texts=["wrong"])
    mend(row, signed, NOT_YET)
    again = row.indication.versions.get(text="right")
    correct(again, changes={"text": "quite right"}, disclose=NOT_YET, **signed)

    at = disclose(row.opened_by, wish, by=signed["by"]).at

    assert set(Disclosure.objects.values_list("at", flat=True)) == {at}
    public = IndicationVersion.objects.public(at).values_list("text", flat=True)
    assert list(public) == ["quite right"]


def test_disclosing_leaves_an_embargoed_amendment_hidden(signed):
    [row] = make.approved(disclose=NOT_YET)
    narrow(row, signed, NOT_YET)

    disclose(row.opened_by, NOW, by=signed["by"])

    assert [d.at is None for d in Disclosure.objects.order_by("pk")] == [False, True]


def test_disclosing_leaves_a_delayed_mend_of_a_public_row_hidden(signed):
    [row] = make.approved()
    other = mend(row, signed, NOT_YET)

    together = ChangeSet.objects.with_mends([row.opened_by_id])

    assert other not in together
    assert list(IndicationVersion.objects.public()) == [row]


def test_what_was_mended_is_never_disclosed_alone(signed):
    [row] = make.approved(disclose=NOT_YET)
    mend(row, signed, NOT_YET)

    with pytest.raises(IntegrityError, match="before its mend"), transaction.atomic():
        move(row, SOON)


def test_a_disclosure_that_is_fixed_stays(signed):
    [row] = make.approved()

    with pytest.raises(LedgerError, match="fixed from 30 s before"):
        disclose(row.opened_by, RELEASE, by=signed["by"])


def test_a_change_of_the_same_identity_never_overtakes(signed):
    """Another row of the identity is internal, so this one cannot be public yet."""
    licence = make.authorisation()
    make.recorded(make.authorisation_version(licence, end="2026-01-01"), disclose=NOT_YET)

    with pytest.raises(DisclosureOrderError, match="Choose its moment or a later one"):
        make.recorded(make.authorisation_version(licence, start="2026-01-01"))


def test_another_identity_is_not_held_up(signed):
    make.recorded(make.product_facts(make.product("one")), disclose=NOT_YET)

    row = make.recorded(make.product_facts(make.product("two")))

    assert list(ProductFacts.objects.public()) == [row]


def test_a_disclosure_in_the_past_is_refused(db):
    with pytest.raises(DisclosurePastError):
        make.approved(disclose=Disclose(at=timezone.now() - timedelta(seconds=1)))


def test_an_import_may_be_public_earlier_than_recorded(db):
    then = datetime(2020, 1, 1, tzinfo=UTC)
    [row] = make.approved(kind=ChangeKind.IMPORT, start="2019-05-01", disclose=Disclose(at=then))

    assert list(IndicationVersion.objects.public(then + timedelta(days=366))) == [row]
    assert not IndicationVersion.objects.public(then - timedelta(days=1)).exists()


@pytest.mark.parametrize(
    ("planned", "moved"),
    (
        (NOT_YET, SOON),
        (RELEASE, LATER),
        (RELEASE, timezone.now() + timedelta(hours=1)),
        (RELEASE, None),
    ),
)
def test_a_planned_disclosure_may_move_ahead(db, planned, moved):
    [row] = make.approved(disclose=planned)

    move(row, moved)

    assert Disclosure.objects.get().at == moved


@pytest.mark.parametrize("planned", (NOW, RELEASE, NOT_YET))
def test_a_disclosure_never_moves_into_the_past(db, planned):
    [row] = make.approved(disclose=planned)

    with pytest.raises(IntegrityError, match="never moves into the past"), transaction.atomic():
        move(row, timezone.now() - timedelta(hours=1))


@pytest.mark.parametrize("moved", (SOON, None))
def test_a_disclosure_is_fixed_from_half_a_minute_before(db, moved):
    [public] = make.approved("one")
    [next_up] = make.approved("two", disclose=Disclose(at=timezone.now() + timedelta(seconds=20)))

    for row in (public, next_up):
        with pytest.raises(IntegrityError, match="fixed from 30 s before"), transaction.atomic():
            move(row, moved)


@pytest.mark.parametrize("moved", (None, LATER + timedelta(days=1)))
def test_an_opener_never_moves_past_its_closer(signed, moved):
    [row] = make.approved(disclose=RELEASE)
    narrow(row, signed, Disclose(at=LATER))

    with pytest.raises(IntegrityError, match="INV-13"), transaction.atomic():
        move(row, moved)


@pytest.mark.parametrize("order", (1, -1))
def test_opener_and_closer_move_together_in_any_order(signed, order):
    [row] = make.approved(disclose=RELEASE)
    closer = narrow(row, signed, RELEASE)

    for disclosure in [row.opened_by.disclosure, closer.disclosure][::order]:
        Disclosure.objects.filter(pk=disclosure.pk).update(at=LATER)
    _fire()

    assert set(Disclosure.objects.values_list("at", flat=True)) == {LATER}


def test_the_application_may_not_hand_a_disclosure_on(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_column_privilege('ledger_disclosure', 'change_set_id', 'UPDATE')"
        )

        assert cursor.fetchone() == (False,)


def move(row, at):
    Disclosure.objects.filter(change_set=row.opened_by_id).update(at=at)
    _fire()


def _fire():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
