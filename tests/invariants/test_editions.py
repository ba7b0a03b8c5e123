"""INV-11 and INV-14: what was published stays, and no page comes before its facts."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from ledger.actions import NOT_YET, Disclose
from ledger.models import Disclosure
from newsroom.enums import FACTS
from newsroom.models import Binding, Edition, EditionScope, EditionText, Publication
from tests import factories as make
from tests.factories import newsroom

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def candidate(release=None, number=None):
    """Return an edition made by hand that needs no signature, numbered or not yet."""
    edition = Edition.objects.create(
        release=release or newsroom.release(),
        release_kind="approval",
        kind="first",
        as_of=date(2026, 1, 1),
        public_at=timezone.now(),
        seq=1,
        template_version=1,
        frozen_by=make.person(),
    )
    EditionScope.objects.create(edition=edition, scope=FACTS, sha256="", is_needed=False)
    if number:
        edition.number = number
        edition.save(update_fields=["number"])
    return edition


def text(edition, locale="en"):
    return EditionText.objects.create(
        edition=edition, locale=locale, dated_on=date(2026, 1, 1), slug="made-up", title="Made up"
    )


def binding(edition, change_set):
    return Binding.objects.create(edition=edition, locale="en", row=1, change_set=change_set)


def published(edition, start, end=None, release=None):
    return Publication.objects.create(
        edition=edition,
        release=release or edition.release,
        visible=DateTimeTZRange(start, end),
        published_by=make.person(),
    )


def move(publication, start, end=None):
    Publication.objects.filter(pk=publication.pk).update(visible=DateTimeTZRange(start, end))


def fire_deferred():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.fixture
def here(wording, role):
    """In the filled database as each role, in a transaction that is rolled back."""
    with transaction.atomic():
        yield wording
        transaction.set_rollback(True)


def refused(rule, attempt):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        attempt()


def test_inv_11_one_edition_at_a_time(here):
    now, release = timezone.now(), newsroom.release("other")
    published(candidate(release, 1), now + HOUR)

    refused("no_overlap", lambda: published(candidate(release, 2), now + DAY))
    refused("no_overlap", lambda: published(candidate(release, 2), now + HOUR / 2, now + DAY))


def test_inv_11_editions_may_follow_each_other(here):
    now, release = timezone.now(), newsroom.release("other")
    published(candidate(release, 1), now + HOUR, now + DAY)

    published(candidate(release, 2), now + DAY)

    at = Publication.objects.filter(release=release).visible(now + DAY)
    assert [p.edition.number for p in at] == [2]


@pytest.mark.parametrize("number", (1, None))
def test_inv_11_only_a_numbered_edition_of_the_release_is_published(here, number):
    edition = candidate(newsroom.release("other"), number)
    other = newsroom.release("another")

    attempts = {1: other, None: edition.release}
    refused("numbered", lambda: published(edition, timezone.now() + HOUR, release=attempts[number]))


@pytest.mark.parametrize("visible", ((-HOUR, None), (-2 * HOUR, -HOUR)))
def test_inv_11_a_publication_never_starts_in_the_past(here, visible):
    edition = candidate(newsroom.release("other"), 1)
    start, end = (timezone.now() + offset if offset else None for offset in visible)

    refused("never starts in the past", lambda: published(edition, start, end))


def test_inv_11_a_publication_has_a_start(here):
    edition = candidate(newsroom.release("other"), 1)

    refused("has_start|past", lambda: published(edition, None))


def test_inv_11_a_future_start_may_move_and_be_taken_back(here):
    now = timezone.now()
    publication = published(candidate(newsroom.release("other"), 1), now + DAY)

    move(publication, now + HOUR)
    refused("keeps its start", lambda: move(publication, now - HOUR))
    Publication.objects.filter(pk=publication.pk).update(visible=DateTimeTZRange(empty=True))
    refused("keeps its start", lambda: move(publication, now + DAY))


def test_inv_11_what_has_started_keeps_its_start(here):
    publication = Publication.objects.get(edition__release__slug="made-up-release")
    start, now = publication.visible.lower, timezone.now()
    empty = DateTimeTZRange(empty=True)

    refused("keeps its start", lambda: move(publication, start - HOUR))
    refused("keeps its start", lambda: move(publication, now + DAY))
    refused("keeps its start", lambda: Publication.objects.update(visible=empty))
    refused("past end", lambda: move(publication, start, start + timedelta(microseconds=1)))


def test_inv_11_a_past_end_stays(here):
    publication = Publication.objects.get(edition__release__slug="made-up-release")
    start = publication.visible.lower
    move(publication, start, timezone.now() + timedelta(milliseconds=1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.002)")

    refused("past end", lambda: move(publication, start))
    refused("past end", lambda: move(publication, start, timezone.now() + DAY))


def test_inv_11_nothing_is_added_to_a_published_edition(here):
    edition = Edition.objects.get(release__slug="made-up-release")

    refused("nothing is added", lambda: text(edition, "fr"))
    refused("nothing is added", lambda: binding(edition, here.opened_by))


def test_inv_11_an_edition_is_only_numbered(here, role):
    edition = candidate(newsroom.release("other"))
    one = Edition.objects.filter(pk=edition.pk)

    one.update(number=1)
    refused("only numbered, once", lambda: one.update(number=2))
    refused("only numbered, once", lambda: one.update(number=None))


def test_inv_11_a_number_is_used_once(here):
    release = newsroom.release("other")
    candidate(release, 1)

    refused("number_once", lambda: candidate(release, 1))


def test_inv_11_one_text_a_language(here):
    edition = candidate(newsroom.release("other"))
    text(edition)

    refused("editiontext_once", lambda: text(edition))


@pytest.mark.parametrize("disclosed", (None, 2 * DAY))
def test_inv_14_no_page_before_its_facts(here, disclosed):
    fact = make.company_figure()
    plan = Disclose(at=timezone.now() + disclosed) if disclosed else NOT_YET
    make.recorded(fact, disclose=plan)
    edition = candidate(newsroom.release("other"))
    binding(edition, fact.opened_by)
    Edition.objects.filter(pk=edition.pk).update(number=1)

    def publish():
        published(edition, timezone.now() + DAY)
        fire_deferred()

    refused("INV-14", publish)


@pytest.mark.parametrize("moved", (None, 3 * DAY))
def test_inv_14_a_disclosure_never_moves_past_its_page(here, moved):
    fact, now = make.company_figure(), timezone.now()
    make.recorded(fact, disclose=Disclose(at=now + DAY))
    edition = candidate(newsroom.release("other"))
    binding(edition, fact.opened_by)
    Edition.objects.filter(pk=edition.pk).update(number=1)
    publication = published(edition, now + 2 * DAY)
    fire_deferred()
    disclosure = Disclosure.objects.filter(change_set=fact.opened_by)

    def delay():
        disclosure.update(at=now + moved if moved else None)
        fire_deferred()

    refused("INV-14", delay)
    move(publication, now + 4 * DAY)
    disclosure.update(at=now + 3 * DAY)
    fire_deferred()


def test_inv_14_a_publication_taken_back_holds_nothing_up(here):
    fact, now = make.company_figure(), timezone.now()
    make.recorded(fact, disclose=Disclose(at=now + DAY))
    edition = candidate(newsroom.release("other"))
    binding(edition, fact.opened_by)
    Edition.objects.filter(pk=edition.pk).update(number=1)
    publication = published(edition, now + 2 * DAY)
    Publication.objects.filter(pk=publication.pk).update(visible=DateTimeTZRange(empty=True))

    Disclosure.objects.filter(change_set=fact.opened_by).update(at=None)
    fire_deferred()

    assert not Publication.objects.visible(now + 9 * DAY).filter(pk=publication.pk).exists()
