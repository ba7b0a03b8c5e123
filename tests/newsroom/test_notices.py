"""Telling people: once each, in their queue until it is done, by a task that commits with it."""

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from newsroom.enums import NoticeKind
from newsroom.models import Notice
from newsroom.notices import done, tell, waiting
from tests.factories import newsroom as made
from tests.factories.ledger import person

pytestmark = pytest.mark.django_db

ASKED, VOIDED = NoticeKind.REVIEW_ASKED, NoticeKind.VOIDED


@pytest.fixture
def release(db):
    return made.release()


def told():
    """Return what everybody was told: `[(recipient, kind, occasion)]`."""
    rows = Notice.objects.order_by("pk")
    return list(rows.values_list("recipient__username", "kind", "about"))


def test_everybody_is_told_once_of_an_occasion(release):
    a, b = person("a"), person("b")

    tell(ASKED, release, [a], about="edition:1", by="C", reason="Please read it")
    tell(ASKED, release, {a, b}, about="edition:1")
    tell(ASKED, release, [a], about="edition:2")
    tell(VOIDED, release, [a], about="edition:1")

    assert told() == [
        ("a", "review-asked", "edition:1"),
        ("b", "review-asked", "edition:1"),
        ("a", "review-asked", "edition:2"),
        ("a", "voided", "edition:1"),
    ]
    assert Notice.objects.get(recipient=a, kind=ASKED, about="edition:1").details == {
        "by": "C",
        "reason": "Please read it",
    }


def test_what_is_done_is_not_told_again(release):
    tell(ASKED, release, [person("a")], about="edition:1")
    done(release)

    tell(ASKED, release, [person("a")], about="edition:1")

    assert list(waiting(person("a"))) == []


@pytest.mark.parametrize("count", (1, 3))
def test_telling_takes_two_queries(release, count, django_assert_num_queries):
    people = [person(f"reader-{number}") for number in range(count)]

    with django_assert_num_queries(2):
        tell(ASKED, release, people, about="edition:1")

    assert len(told()) == count


def test_telling_nobody_does_nothing(release, django_assert_num_queries):
    with django_assert_num_queries(0):
        tell(ASKED, release, set(), about="edition:1")


def test_nobody_is_told_of_what_was_rolled_back(release):
    with transaction.atomic():
        tell(ASKED, release, [person("a")], about="edition:1")
        transaction.set_rollback(True)

    assert (told(), DBTaskResult.objects.count()) == ([], 0)


def test_the_task_of_a_notice_says_nothing_of_the_release(release):
    tell(ASKED, release, [person("a")], about="edition:1", reason="A secret reason")

    task = DBTaskResult.objects.get()

    assert task.task_path == "newsroom.mails.send_mails"
    assert task.args_kwargs == {"args": [], "kwargs": {}}


def test_waiting_are_the_open_notices_of_one_person(release, django_assert_num_queries):
    for about in ("edition:1", "edition:2", "edition:3"):
        tell(ASKED, release, [person("a"), person("b")], about=about)
    done(release, about="edition:2", recipient=person("a"))

    a = person("a")
    with django_assert_num_queries(1):
        found = [(notice.about, notice.release.slug) for notice in waiting(a)]

    assert found == [("edition:3", release.slug), ("edition:1", release.slug)]
    assert waiting(person("b")).count() == 3


def test_done_closes_what_it_names_and_no_more(release):
    other = made.release("other")
    for about in ("edition:1", "edition:2"):
        tell(ASKED, release, [person("a")], about=about)
    tell(VOIDED, release, [person("a")], about="edition:1")
    tell(ASKED, other, [person("a")], about="edition:3")

    assert done(release, ASKED, about="edition:1") == 1
    assert done(release, ASKED, about="edition:1") == 0

    left = [(notice.kind, notice.about) for notice in waiting(person("a"))]
    assert left == [
        ("review-asked", "edition:3"),
        ("voided", "edition:1"),
        ("review-asked", "edition:2"),
    ]
    assert done(release, ASKED, VOIDED) == 2
