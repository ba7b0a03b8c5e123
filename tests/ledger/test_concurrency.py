"""Several recorders at once, each on a connection of its own."""

import itertools
import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from ledger.actions import NOW, Disclose, amend, correct
from ledger.errors import StaleBaseError
from ledger.models import ChangeSet, Disclosure, Seal
from products.models import IndicationVersion
from tests import factories as make
from tests.factories import day


def together(*works):
    """Run the functions at the same time; return what each returned or raised."""
    results = [None] * len(works)
    start = threading.Barrier(len(works))

    def run(number, work):
        start.wait()
        try:
            results[number] = work()
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def signed(**fields):
    why = {"reason": "As decided by the authority", "disclose": NOW}
    return {"by": make.person(), "evidence": make.evidence(), **why, **fields}


def test_the_order_of_positions_is_the_order_of_commits(cloned):
    make.person()
    make.source()
    products = [make.product(f"drug-{number}") for number in range(60)]

    def recorder(mine):
        def work():
            for number, product in enumerate(mine):
                with transaction.atomic():
                    make.recorded(make.product_facts(product))
                    transaction.set_rollback(number % 5 == 4)

        return work

    assert together(recorder(products[::2]), recorder(products[1::2])) == [None, None]

    sets = list(ChangeSet.objects.order_by("seq"))
    assert [s.seq for s in sets] == list(range(1, 49))
    assert all(a.recorded_at < b.recorded_at for a, b in itertools.pairwise(sets))
    assert Seal.objects.count() == 48


def test_adv_25_the_second_recorder_has_a_stale_base(cloned):
    [row] = make.approved(texts=["old"])
    copies = [IndicationVersion.objects.get(pk=row.pk) for _ in range(2)]

    results = together(
        lambda: correct(copies[0], changes={"text": "corrected"}, **signed()),
        lambda: amend(copies[1], start=day("2026-03-01"), changes={"text": "amended"}, **signed()),
    )

    assert sorted(type(result) for result in results if isinstance(result, Exception)) == [
        StaleBaseError
    ]
    assert ChangeSet.objects.count() == 2
    assert "old" not in IndicationVersion.objects.current().last().text


@pytest.mark.parametrize("first", ("move", "mend"))
def test_a_mend_follows_a_disclosure_that_is_moved_meanwhile(cloned, first):
    """INV-13: whichever comes first, the wrong wording is never public without its correction."""
    soon, later = (timezone.now() + timedelta(days=days) for days in (10, 20))
    [row] = make.approved(disclose=Disclose(at=soon), texts=["wrong"])
    held, tried = threading.Event(), threading.Event()
    give = signed()

    def move():
        with transaction.atomic():
            Disclosure.objects.filter(change_set=row.opened_by_id).update(at=later)

    def mend():
        correct(row, changes={"text": "right"}, **give)

    def holder():
        with transaction.atomic():
            (move if first == "move" else mend)()
            held.set()
            tried.wait(0.3)

    def waiter():
        held.wait()
        (mend if first == "move" else move)()
        tried.set()

    outcome = together(holder, waiter)

    texts = IndicationVersion.objects.public(later).values_list("text", flat=True)
    assert "wrong" not in texts
    if first == "move":
        assert outcome == [None, None]
        assert set(Disclosure.objects.values_list("at", flat=True)) == {later}
    else:
        assert "INV-13" in str(outcome[1])
        assert set(Disclosure.objects.values_list("at", flat=True)) == {soon}
