"""Scheduled releases whose facts change: asked again from what was frozen, taken back, told once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ledger.actions import NOT_YET, correct
from ledger.errors import LedgerError
from ledger.models import ChangeSet, Disclosure
from newsroom.actions import publish, take_back
from newsroom.enums import EditionKind, NoticeKind, StepKind
from newsroom.models import (
    Boilerplate,
    BoilerplateBlock,
    Contact,
    IndicationList,
    Notice,
    Publication,
    Release,
)
from newsroom.scopes import standing
from newsroom.states import State, is_under_review, states_of, with_state
from tests.factories import newsroom as made
from tests.factories import products as register
from tests.factories.ledger import evidence, person, recorded

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


@pytest.fixture
def tomorrow():
    return timezone.now() + timedelta(days=1)


def corrected(row, **changes):
    return correct(
        row,
        changes=changes or {"text": "corrected (made up)"},
        by=person(),
        reason="copied wrongly from the label",
        evidence=evidence(),
    )


def scheduled():
    return list(Publication.objects.scheduled().values_list("release__slug", flat=True))


def told(kind):
    return sorted(Notice.objects.filter(kind=kind).values_list("recipient__username", flat=True))


def test_a_release_recalled_is_under_review_with_a_fresh_candidate(
    announcement, approved, tomorrow
):
    edition = made.published(announcement, at=tomorrow)

    corrected(approved)

    release = with_state(Release.objects.all()).get(pk=announcement.pk)
    fresh = release.editions.first()
    assert scheduled() == []
    assert states_of(release) == [State.IN_REVIEW]
    assert fresh.pk > edition.pk
    assert "corrected (made up)" in fresh.texts.get(locale="en").article
    assert fresh.public_at == tomorrow
    assert [part.scope for part in standing(fresh) if part.is_open] == ["en", "zh-hans", "facts"]


def test_its_people_are_told_once(announcement, approved, tomorrow):
    made.published(announcement, at=tomorrow)

    corrected(approved)

    assert told(NoticeKind.TAKEN_BACK) == ["editor", "publisher", "reviewer"]
    assert told(NoticeKind.VOIDED) == ["editor"] * 3 + ["reviewer"] * 3
    step = announcement.steps.get(kind=StepKind.TAKEN_BACK)
    assert (step.by, step.reason) == (None, "A fact that it shows has changed.")


def test_signed_anew_it_is_public_at_its_old_moment(announcement, approved, tomorrow):
    made.published(announcement, at=tomorrow)
    corrected(approved)

    fresh = announcement.editions.first()
    made.sign(
        fresh,
        ["en", "zh-hans", "facts"],
        by=made.reviewer(),
        method=made.SigningMethod.IMPORT,
    )
    publish(fresh, by=person("publisher"), at=tomorrow)

    assert scheduled() == ["made-up-release"]
    assert told(NoticeKind.TAKEN_BACK) == ["editor", "publisher", "reviewer"]
    assert not Notice.objects.filter(done_at=None).exists()


def test_what_was_frozen_is_asked_again_not_what_was_written_since(
    announcement, approved, tomorrow
):
    """The list that shows the fact has left the working copy; the frozen article still has it."""
    made.published(announcement, at=tomorrow)
    IndicationList.objects.all().delete()

    corrected(approved)

    assert scheduled() == []


def test_a_fact_that_only_the_new_working_copy_shows_disturbs_nobody(
    announcement, approved, tomorrow
):
    silent = made.release("silent")
    made.published(silent, at=tomorrow)
    made.indication_list(silent)

    corrected(approved)

    assert scheduled() == ["silent"]
    assert not is_under_review(silent)


def test_a_change_of_nothing_shown_disturbs_nobody(announcement, approved, tomorrow):
    made.published(announcement, at=tomorrow)
    name = announcement.newsroom_indicationlist_set.get().product
    figure = recorded(register.company_figure(product=name))

    corrected(figure, value=2000)

    assert scheduled() == ["made-up-release"]
    assert told(NoticeKind.TAKEN_BACK) == []


def test_a_row_replaced_by_one_that_says_the_same_disturbs_nobody(announcement, approved, tomorrow):
    """What counts is the value: the row that the frozen article is bound to is closed by now."""
    made.published(announcement, at=tomorrow)
    licence = approved.indication.authorisation

    corrected(approved, text=approved.text)

    assert licence.pk
    assert scheduled() == ["made-up-release"]


def test_standing_texts_that_are_gone_keep_nobody_from_recording(announcement, approved, tomorrow):
    """What a frozen release was made of may have left the working copy, and then the shelves."""
    text = Boilerplate.objects.create(key="b", body_en="<p>A</p>", body_zh_hans="<p>甲</p>")
    contact = Contact.objects.create(key="c", name_en="Desk", name_zh_hans="部门", email="a@b.cd")
    BoilerplateBlock.objects.create(
        parent=announcement, region="main", ordering=900, boilerplate=text
    )
    Release.objects.filter(pk=announcement.pk).update(contact=contact)
    made.published(announcement, at=tomorrow)
    BoilerplateBlock.objects.all().delete()
    Release.objects.filter(pk=announcement.pk).update(contact=None)
    text.delete()
    contact.delete()

    recorded(register.company_figure())

    assert scheduled() == ["made-up-release"]


def test_a_scheduled_correction_is_recalled_like_any(announcement, approved, tomorrow):
    made.published(announcement)
    made.corrected(announcement, at=tomorrow, title_en="Corrected (made up)")

    corrected(approved)

    assert scheduled() == []
    assert Publication.objects.visible(tomorrow).get().edition.number == 1
    assert announcement.editions.first().kind == EditionKind.CORRECTION


def test_a_scheduled_minor_edit_asks_of_its_old_day_and_stays(announcement, approved, tomorrow):
    made.published(announcement)
    made.corrected(announcement, kind=EditionKind.MINOR, at=tomorrow, title_en="Tidied (made up)")

    corrected(approved)

    assert scheduled() == ["made-up-release"]


@pytest.mark.parametrize("kind", (EditionKind.WITHDRAWAL, EditionKind.REMOVAL))
def test_a_scheduled_withdrawal_stays_whatever_the_register_says(
    announcement, approved, tomorrow, kind
):
    made.published(announcement)
    made.corrected(announcement, kind=kind, at=tomorrow)

    corrected(approved)

    assert scheduled() == ["made-up-release"]


def test_a_bound_fact_may_change_seconds_before_the_moment(announcement, approved):
    at = timezone.now() + 20 * SECOND
    made.published(announcement, at=at)

    corrected(approved)

    assert scheduled() == []
    assert not Publication.objects.visible(at).exists()


def test_facts_that_go_public_with_a_release_are_fixed_seconds_before(announcement, approved):
    """From 30 s before, what is announced cannot be stopped: the change is refused, nothing moves."""
    fact = register.indication_version(
        register.indication(approved.indication.authorisation, 2), "NEW (made up)"
    )
    recorded(fact, disclose=NOT_YET)
    announcement.announces.add(fact.opened_by)
    at = timezone.now() + 20 * SECOND
    made.published(announcement, at=at)
    before = ChangeSet.objects.count()

    with pytest.raises(LedgerError, match="30"):
        corrected(approved)
    with pytest.raises(LedgerError, match="30"):
        take_back(announcement, by=person("publisher"))

    assert ChangeSet.objects.count() == before
    assert scheduled() == ["made-up-release"]
    assert Disclosure.objects.get(change_set=fact.opened_by).at == at


def test_a_release_that_rests_on_the_disclosure_of_another_slips_with_it(
    announcement, approved, tomorrow
):
    fact = register.indication_version(
        register.indication(approved.indication.authorisation, 2), "NEW (made up)"
    )
    recorded(fact, disclose=NOT_YET)
    announcement.announces.add(fact.opened_by)
    made.published(announcement, at=tomorrow)
    follower = made.release("follower")
    made.indication_list(follower)
    made.published(follower, at=tomorrow + SECOND)

    take_back(announcement, by=person("publisher"), reason="Slipped (made up)")

    assert scheduled() == []
    assert is_under_review(Release.objects.get(slug="follower"))
    fresh = follower.editions.first()
    assert "NEW (made up)" not in fresh.texts.get(locale="en").article
    assert Disclosure.objects.get(change_set=fact.opened_by).at is None


@pytest.mark.parametrize("count", (1, 3))
def test_a_commit_asks_a_bounded_number_of_queries_for_each_scheduled_release(
    announcement, approved, tomorrow, django_assert_max_num_queries, count
):
    for number in range(count):
        release = made.release(f"scheduled-{number}")
        made.indication_list(release)
        made.published(release, at=tomorrow)

    with django_assert_max_num_queries(60 + 60 * count):
        recorded(register.company_figure())
