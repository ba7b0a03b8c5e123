"""What releases do when a fact that they show or announce is taken from the public."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ledger.actions import NOT_YET, NOW, disclose, undisclose
from ledger.errors import ShownHiddenError
from ledger.models import Disclosure
from newsroom.models import EditionText, Publication
from products.models import IndicationVersion
from tests.factories import newsroom as made
from tests.factories import products as register
from tests.factories.ledger import person, recorded

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


@pytest.fixture
def second(approved):
    """A second wording of the product, hidden, in a change set of its own."""
    licence = approved.indication.authorisation
    fact = register.indication_version(register.indication(licence, 2), "EARLY (made up)")
    return recorded(fact, disclose=NOT_YET)


@pytest.fixture
def tomorrow():
    return timezone.now() + timedelta(days=1)


def undo(change_set):
    by = person("officer")
    by.set_password("right")
    by.save()
    undisclose(change_set, by=by, password="right", reason="Out before the announcement")


def is_public(row, at=None):
    return IndicationVersion.objects.disclosed_at(at).filter(pk=row.pk).exists()


def test_a_published_page_stays_as_it_was(announcement, second):
    announcement.announces.add(second.opened_by)
    made.published(announcement)
    before = set(EditionText.objects.visible().values_list("locale", "sha256"))

    undo(second.opened_by)

    assert set(EditionText.objects.visible().values_list("locale", "sha256")) == before
    assert not is_public(second)


def test_a_scheduled_page_that_shows_it_is_taken_back(announcement, second, tomorrow):
    disclose(second.opened_by, NOW, by=person())
    made.published(announcement, at=tomorrow)

    undo(second.opened_by)

    assert Publication.objects.get().visible.isempty
    assert not EditionText.objects.visible(tomorrow + SECOND).exists()


def test_a_scheduled_page_that_does_not_show_it_stays(approved, second, tomorrow):
    disclose(second.opened_by, NOW, by=person())
    made.published(made.release("silent"), at=tomorrow)

    undo(second.opened_by)

    assert not Publication.objects.get().visible.isempty


def test_a_draft_announces_it_again(announcement, second, tomorrow):
    """Early by mistake: back under its embargo, and out with its release."""
    announcement.announces.add(second.opened_by)
    disclose(second.opened_by, NOW, by=person())
    undo(second.opened_by)

    made.published(announcement, at=tomorrow)

    assert Disclosure.objects.get(change_set=second.opened_by).at == tomorrow
    assert [is_public(second, at) for at in (None, tomorrow - SECOND, tomorrow)] == [
        False,
        False,
        True,
    ]


def test_a_minor_edit_never_makes_it_public_again(announcement, second):
    """It would repeat the question of the edition before, with the answer that is hidden now."""
    announcement.announces.add(second.opened_by)
    made.published(announcement)
    undo(second.opened_by)
    announcement.next_kind = "minor"
    announcement.save()

    with pytest.raises(ShownHiddenError, match="publish a correction"):
        made.published(announcement)

    assert not is_public(second)
    assert Publication.objects.count() == 1


def test_a_correction_shows_the_page_without_it(announcement, second):
    announcement.announces.add(second.opened_by)
    made.published(announcement)
    undo(second.opened_by)
    announcement.next_kind = "correction"
    announcement.note_en = announcement.note_zh_hans = "Made-up note"
    announcement.save()

    edition = made.published(announcement)

    assert not edition.bindings.filter(change_set=second.opened_by).exists()
    assert not is_public(second)
    shown = EditionText.objects.visible().values_list("article", flat=True)
    assert ["EARLY (made up)" in article for article in shown] == [False, False]


def test_a_question_about_the_past_still_knows_it(announcement, second):
    disclose(second.opened_by, NOW, by=person())
    then = Disclosure.objects.get(change_set=second.opened_by).at
    undo(second.opened_by)

    assert (is_public(second, then), is_public(second, timezone.now())) == (True, False)
