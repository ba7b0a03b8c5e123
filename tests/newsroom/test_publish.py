from datetime import date, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from ledger.actions import NOT_YET, NOW, Disclose, amend, correct, disclose, retract
from ledger.errors import LedgerError
from ledger.models import Disclosure
from newsroom.actions import freeze, publish, take_back
from newsroom.enums import EditionKind
from newsroom.errors import (
    AddressTakenError,
    AlreadyPublishedError,
    EditionStaleError,
    FactsLaterError,
    MomentMovedError,
)
from newsroom.models import Edition, EditionText, Publication, Release
from tests.factories import newsroom as made
from tests.factories import products as register
from tests.factories.ledger import day, evidence, person, recorded

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


def fire_deferred():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def moved(rows, **change):
    rows.update(**change)
    fire_deferred()


@pytest.fixture
def tomorrow():
    return timezone.now() + timedelta(days=1)


@pytest.fixture
def hidden(approved):
    """A second wording of the product, not public yet."""
    licence = approved.indication.authorisation
    fact = register.indication_version(register.indication(licence, 2), "NEW (made up)")
    return recorded(fact, disclose=NOT_YET)


def narrowing(hidden):
    """Amend a wording, without making that public either; return the change set."""
    return amend(
        hidden,
        start=day("2026-01-01"),
        changes={"text": "NARROWED (made up)"},
        by=person(),
        reason="narrowed by the authority",
        evidence=evidence(),
        disclose=NOT_YET,
    )


def visible_articles(at=None):
    return set(EditionText.objects.visible(at).values_list("edition__number", "locale"))


def test_publishing_now_makes_every_language_public(announcement):
    made.published(announcement)

    assert visible_articles(timezone.now() + SECOND) == {(1, "en"), (1, "zh-hans")}


def test_scheduled_release_is_public_from_its_instant_on(announcement, tomorrow):
    made.published(announcement, at=tomorrow)

    assert visible_articles(tomorrow - SECOND) == set()
    assert visible_articles(tomorrow) == {(1, "en"), (1, "zh-hans")}


def test_announced_facts_become_public_in_the_same_instant(announcement, approved, tomorrow):
    licence = approved.indication.authorisation
    fact = register.indication_version(register.indication(licence, 2), "NEW (made up)")
    recorded(fact, disclose=NOT_YET)
    announcement.announces.add(fact.opened_by)

    made.published(announcement, at=tomorrow)

    fire_deferred()
    disclosure = Disclosure.objects.get(change_set=fact.opened_by)
    assert (disclosure.at, disclosure.reference) == (tomorrow, "release:made-up-release")
    facts = type(fact).objects.filter(pk=fact.pk)
    assert not facts.disclosed_at(tomorrow - SECOND).exists()
    assert facts.disclosed_at(tomorrow).exists()


def test_release_leaves_an_amendment_of_what_it_announces_hidden(announcement, hidden):
    announcement.announces.add(hidden.opened_by)
    amendment = narrowing(hidden)

    made.published(announcement)

    assert set(announcement.announces.all()) == {hidden.opened_by}
    amendment.disclosure.refresh_from_db()
    assert amendment.disclosure.at is None


def test_release_does_not_announce_a_change_before_what_it_changes(announcement, hidden):
    announcement.announces.add(narrowing(hidden))
    edition = made.reviewed(announcement)

    with pytest.raises(LedgerError):
        publish(edition, by=person())

    assert not Publication.objects.exists()


def corrected(row):
    return correct(
        row,
        changes={"text": "corrected (made up)"},
        by=person(),
        reason="copied wrongly from the label",
        evidence=evidence(),
    )


def test_scheduled_release_whose_fact_is_corrected_is_taken_back(announcement, hidden, tomorrow):
    """Its frozen article would show a wording that is known to be wrong."""
    announcement.announces.add(hidden.opened_by)
    made.published(announcement, at=tomorrow)

    mend = corrected(hidden)

    assert visible_articles(tomorrow) == set()
    assert [
        Disclosure.objects.get(change_set=seq).at for seq in (hidden.opened_by_id, mend.seq)
    ] == [None, None]


def test_scheduled_release_whose_fact_has_a_successor_disclosed_is_taken_back(
    announcement, approved, tomorrow
):
    amendment = narrowing(approved)
    made.published(announcement, at=tomorrow)

    disclose(amendment, NOW, by=person())

    assert visible_articles(tomorrow) == set()


def test_scheduled_release_stays_when_the_successor_comes_later(announcement, approved, tomorrow):
    amendment = narrowing(approved)
    made.published(announcement, at=tomorrow)

    disclose(amendment, Disclose(at=tomorrow + SECOND), by=person())

    assert visible_articles(tomorrow) == {(1, "en"), (1, "zh-hans")}


def test_scheduled_release_is_taken_back_when_another_announces_the_successor(
    announcement, approved, tomorrow
):
    made.published(announcement, at=tomorrow)
    other = made.release("other")
    other.announces.add(narrowing(approved))

    made.published(other)

    assert Publication.objects.visible(tomorrow).get().release == other


def test_taking_back_takes_back_what_shows_its_facts(announcement, hidden, tomorrow):
    announcement.announces.add(hidden.opened_by)
    made.published(announcement, at=tomorrow)
    follower = made.release("follower")
    made.indication_list(follower)
    made.published(follower, at=tomorrow + SECOND)

    take_back(announcement)

    fire_deferred()
    assert visible_articles(tomorrow + SECOND) == set()


def test_taking_back_leaves_a_fact_to_the_next_release_that_announces_it(
    announcement, hidden, tomorrow
):
    other = made.release("other")
    made.indication_list(other)
    for release, at in ((announcement, tomorrow), (other, tomorrow + SECOND)):
        release.announces.add(hidden.opened_by)
        made.published(release, at=at)

    take_back(announcement)

    fire_deferred()
    disclosure = Disclosure.objects.get(change_set=hidden.opened_by)
    assert (disclosure.at, disclosure.reference) == (tomorrow + SECOND, "release:other")
    assert Publication.objects.scheduled().get().release == other


def test_release_is_not_postponed_past_another_that_shows_its_facts(announcement, hidden, tomorrow):
    announcement.announces.add(hidden.opened_by)
    made.published(announcement, at=tomorrow)
    follower = made.release("follower")
    made.indication_list(follower)
    made.published(follower, at=tomorrow + SECOND)

    with pytest.raises(FactsLaterError, match="Made-up title of follower"):
        made.published(announcement, at=tomorrow + 2 * SECOND)

    assert set(
        Publication.objects.visible(tomorrow + SECOND).values_list("release", flat=True)
    ) == {
        announcement.pk,
        follower.pk,
    }


def test_fact_that_two_releases_announce_is_public_with_the_earlier_one(
    announcement, hidden, tomorrow
):
    other = made.release("other")
    made.indication_list(other)
    for release, at in ((announcement, tomorrow), (other, tomorrow + SECOND)):
        release.announces.add(hidden.opened_by)
        made.published(release, at=at)

    made.published(announcement, at=tomorrow + 2 * SECOND)

    fire_deferred()
    assert Disclosure.objects.get(change_set=hidden.opened_by).at == tomorrow + SECOND


def test_edition_before_stays_public_when_the_scheduled_one_is_taken_back(
    announcement, approved, tomorrow
):
    made.published(announcement)
    made.prose(announcement)
    made.corrected(announcement, at=tomorrow)

    corrected(approved)

    assert visible_articles(tomorrow + SECOND) == {(1, "en"), (1, "zh-hans")}


def test_scheduled_release_stays_when_what_changes_is_not_shown(announcement, tomorrow):
    figure = recorded(register.company_figure())
    made.published(announcement, at=tomorrow)
    made.prose(announcement)  # the next edition is being written

    correct(
        figure,
        changes={"value": 2000},
        by=person(),
        reason="copied wrongly from the report",
        evidence=evidence(),
    )

    assert visible_articles(tomorrow) == {(1, "en"), (1, "zh-hans")}


def test_address_of_another_release_is_refused(announcement, client):
    """The public address stays with the edition when its working copy moves away."""
    made.published(announcement)
    Release.objects.filter(pk=announcement.pk).update(slug="moved-away")
    follower = made.release("made-up-release", title_en="Follower (made up)")

    with pytest.raises(AddressTakenError):
        made.published(follower)

    address = EditionText.objects.visible().get(locale="en").get_absolute_url()
    assert client.get(address).context["text"].edition.release == announcement


def test_address_may_change_after_it_was_public(announcement):
    """The edition before keeps its address; the next one is public at the new one."""
    made.published(announcement)

    made.corrected(announcement, kind=EditionKind.MINOR, slug="moved-away")

    assert set(EditionText.objects.visible().values_list("slug", flat=True)) == {"moved-away"}
    former = EditionText.objects.filter(edition__number=1)
    assert set(former.values_list("slug", flat=True)) == {"made-up-release"}


def test_former_address_is_not_given_to_another_release(announcement):
    made.published(announcement)
    made.corrected(announcement, kind=EditionKind.MINOR, slug="moved-away")
    follower = made.release("made-up-release", title_en="Follower (made up)")

    with pytest.raises(AddressTakenError):
        made.published(follower)


def test_release_may_return_to_its_former_address(announcement):
    made.published(announcement)
    made.corrected(announcement, kind=EditionKind.MINOR, slug="moved-away")

    made.corrected(announcement, kind=EditionKind.MINOR, slug="made-up-release")

    assert set(EditionText.objects.visible().values_list("edition__number", "slug")) == {
        (3, "made-up-release")
    }


def test_address_may_change_before_it_is_public(announcement, tomorrow):
    made.published(announcement, at=tomorrow)
    Release.objects.filter(pk=announcement.pk).update(slug="moved-away")

    made.published(announcement, at=tomorrow)

    addresses = EditionText.objects.visible(tomorrow).values_list("slug", flat=True)
    assert set(addresses) == {"moved-away"}


def test_next_edition_ends_the_one_before(announcement):
    made.published(announcement)
    later = timezone.now() + timedelta(days=2)

    made.corrected(announcement, at=later)

    assert visible_articles(later - SECOND) == {(1, "en"), (1, "zh-hans")}
    assert visible_articles(later) == {(2, "en"), (2, "zh-hans")}


def test_rescheduling_takes_back_the_publication_ahead(announcement, tomorrow):
    made.published(announcement, at=tomorrow)
    later = tomorrow + timedelta(days=1)

    made.published(announcement, at=later)

    assert visible_articles(tomorrow) == set()
    assert visible_articles(later) == {(2, "en"), (2, "zh-hans")}


def test_bringing_a_scheduled_release_forward_publishes_it_once(announcement, tomorrow):
    made.published(announcement, at=tomorrow)

    made.published(announcement)

    assert visible_articles(timezone.now() + SECOND) == {(2, "en"), (2, "zh-hans")}
    assert visible_articles(tomorrow + SECOND) == {(2, "en"), (2, "zh-hans")}


def test_postponing_a_release_keeps_the_current_edition_public(announcement, tomorrow):
    made.published(announcement)
    made.corrected(announcement, at=tomorrow)

    made.published(announcement, at=tomorrow + timedelta(days=1))

    assert visible_articles(tomorrow + SECOND) == {(1, "en"), (1, "zh-hans")}


def test_edition_is_published_once(announcement):
    edition = made.published(announcement)

    with pytest.raises(AlreadyPublishedError):
        publish(edition, by=person())


def test_edition_frozen_for_another_moment_is_refused(announcement, tomorrow):
    edition = freeze(announcement, by=person(), at=tomorrow)

    with pytest.raises(MomentMovedError):
        publish(edition, by=person(), at=tomorrow + SECOND)


def test_edition_whose_facts_moved_is_refused(announcement, approved):
    edition = freeze(announcement, by=person())
    correct(
        approved,
        changes={"text": "corrected (made up)"},
        by=person(),
        reason="copied wrongly from the label",
        evidence=evidence(),
    )

    with pytest.raises(EditionStaleError):
        publish(edition, by=person())

    assert not Publication.objects.exists()


def test_edition_of_an_older_working_copy_is_refused(announcement):
    edition = freeze(announcement, by=person())
    made.prose(announcement)

    with pytest.raises(EditionStaleError):
        publish(edition, by=person())


def test_imported_edition_of_an_older_working_copy_is_refused(db):
    release = made.release(originally_published_on=date(2025, 6, 1))
    edition = freeze(release, by=person())
    made.prose(release)

    with pytest.raises(EditionStaleError):
        publish(edition, by=person())


@pytest.mark.parametrize("field", ("title_en", "summary_zh_hans", "slug"))
def test_edition_with_an_older_head_is_refused(announcement, field):
    edition = freeze(announcement, by=person())
    Release.objects.filter(pk=announcement.pk).update(**{field: "changed-since"})

    with pytest.raises(EditionStaleError):
        publish(edition, by=person())


def test_edition_frozen_on_another_day_is_not_published_now(announcement):
    edition = freeze(announcement, by=person(), at=timezone.now() + timedelta(days=3))

    with pytest.raises(EditionStaleError):
        publish(edition, by=person())


def test_change_that_alters_nothing_shown_disturbs_nobody(announcement):
    edition = made.reviewed(announcement)
    recorded(register.company_figure())

    publish(edition, by=person())

    assert visible_articles(timezone.now() + SECOND) == {(1, "en"), (1, "zh-hans")}


def test_article_stays_when_the_register_moves_on(announcement, approved):
    """ADV-2: the frozen bytes stay reproducible after a correction."""
    edition = made.published(announcement)
    before = edition.texts.get(locale="en").article

    correct(
        approved,
        changes={"text": "corrected (made up)"},
        by=person(),
        reason="copied wrongly from the label",
        evidence=evidence(),
    )

    assert EditionText.objects.visible().get(locale="en").article == before
    assert approved.text in before


def test_inv_11_publications_of_a_release_never_overlap(announcement):
    made.published(announcement)
    Release.objects.filter(pk=announcement.pk).update(next_kind=EditionKind.MINOR)
    second = made.reviewed(announcement)
    Edition.objects.filter(pk=second.pk).update(number=2)

    with (
        pytest.raises(IntegrityError, match="newsroom_publication_no_overlap"),
        transaction.atomic(),
    ):
        Publication.objects.create(
            edition=second,
            release=announcement,
            visible=DateTimeTZRange(timezone.now() + SECOND, None),
            published_by=person(),
        )


def test_inv_11_publication_never_starts_in_the_past(announcement):
    edition = freeze(announcement, by=person())

    with pytest.raises(IntegrityError, match="INV-11"), transaction.atomic():
        Publication.objects.create(
            edition=edition,
            release=announcement,
            visible=DateTimeTZRange(timezone.now() - timedelta(hours=1), None),
            published_by=person(),
        )


def test_inv_11_started_publication_keeps_its_start(announcement):
    made.published(announcement)
    moved = DateTimeTZRange(timezone.now() + timedelta(hours=1), None)

    with pytest.raises(IntegrityError, match="INV-11"), transaction.atomic():
        Publication.objects.update(visible=moved)
    with pytest.raises(IntegrityError, match="INV-11"), transaction.atomic():
        Publication.objects.update(visible=DateTimeTZRange(empty=True))


def test_inv_11_edition_is_numbered_once_and_otherwise_fixed(announcement):
    made.published(announcement)

    with pytest.raises(IntegrityError, match="INV-11"), transaction.atomic():
        Edition.objects.update(number=7)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Edition.objects.update(as_of=date(2020, 1, 1))


def test_inv_11_nothing_is_added_to_a_published_edition(announcement):
    edition = made.published(announcement)
    text = edition.texts.get(locale="en")
    text.pk, text.locale = None, "zh-hant"

    with pytest.raises(IntegrityError, match="INV-11"), transaction.atomic():
        text.save(force_insert=True)


def test_inv_14_release_is_not_public_before_its_facts(announcement, approved, tomorrow):
    licence = approved.indication.authorisation
    fact = register.indication_version(register.indication(licence, 2), "NEW (made up)")
    recorded(fact, disclose=NOT_YET)
    announcement.announces.add(fact.opened_by)
    made.published(announcement, at=tomorrow)

    with pytest.raises(IntegrityError, match="INV-14"), transaction.atomic():
        moved(Disclosure.objects.filter(change_set=fact.opened_by), at=tomorrow + SECOND)
    with pytest.raises(IntegrityError, match="INV-14"), transaction.atomic():
        moved(Disclosure.objects.filter(change_set=fact.opened_by), at=None)


def test_inv_14_publication_is_not_moved_before_its_facts(announcement, approved, tomorrow):
    licence = approved.indication.authorisation
    fact = register.indication_version(register.indication(licence, 2), "NEW (made up)")
    recorded(fact, disclose=NOT_YET)
    announcement.announces.add(fact.opened_by)
    made.published(announcement, at=tomorrow)

    with pytest.raises(IntegrityError, match="INV-14"), transaction.atomic():
        moved(Publication.objects, visible=DateTimeTZRange(tomorrow - timedelta(hours=1), None))


def test_inv_14_announced_retraction_is_not_public_after_its_release(
    announcement, approved, tomorrow
):
    """A retraction binds nothing: the release shows it by what is no longer there."""
    licence = approved.indication.authorisation
    mistaken = recorded(
        register.indication_version(register.indication(licence, 2), "MISTAKEN (made up)")
    )
    change_set = retract(
        [mistaken], by=person(), reason="Never approved (made up)", disclose=NOT_YET
    )
    announcement.announces.add(change_set)
    made.published(announcement, at=tomorrow)

    with pytest.raises(IntegrityError, match="INV-14"), transaction.atomic():
        moved(Disclosure.objects.filter(change_set=change_set), at=tomorrow + timedelta(days=3))
