"""After the first publication: which question each kind of edition asks, and what it makes public."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from ledger.actions import NOT_YET, correct, undisclose
from ledger.errors import LedgerError
from ledger.models import Disclosure
from newsroom.actions import freeze
from newsroom.enums import EditionKind
from newsroom.errors import NotReadyError
from newsroom.models import EditionText, Release
from tests.factories import newsroom as made
from tests.factories import products as register
from tests.factories.ledger import evidence, person, recorded

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(announcement):
    made.published(announcement)
    return announcement


@pytest.fixture
def hidden(approved):
    licence = approved.indication.authorisation
    fact = register.indication_version(register.indication(licence, 2), "NEW (made up)")
    return recorded(fact, disclose=NOT_YET)


def corrected(row, text="corrected (made up)"):
    return correct(
        row,
        changes={"text": text},
        by=person(),
        reason="copied wrongly from the label",
        evidence=evidence(),
    )


def taken_from_the_public(change_set):
    by = User.objects.create_user("regulator", password="right")
    return undisclose(change_set, by=by, password="right", reason="disclosed by mistake")


def article(edition, locale="en"):
    return edition.texts.get(locale=locale).article


def planned(release, kind, **fields):
    notes = {"note_en": "Made-up note", "note_zh_hans": "虚构说明"}
    Release.objects.filter(pk=release.pk).update(next_kind=kind, **notes, **fields)
    return Release.objects.get(pk=release.pk)


def test_a_minor_edit_says_of_the_register_what_was_said_before(public, approved):
    before = public.editions.get(number=1)
    corrected(approved)

    edition = made.corrected(public, kind=EditionKind.MINOR, title_en="Tidied (made up)")

    assert article(edition) == article(before)
    assert (edition.as_of, edition.public_at, edition.seq) == (
        before.as_of,
        before.public_at,
        before.seq,
    )
    assert list(edition.bindings.order_by("pk").values_list("row", "change_set")) == list(
        before.bindings.order_by("pk").values_list("row", "change_set")
    )


def test_a_minor_edit_after_a_correction_repeats_the_correction(public, approved):
    corrected(approved)
    correction = made.corrected(public)
    corrected(type(approved).objects.get(closed_by=None, text="corrected (made up)"), "again")

    edition = made.corrected(public, kind=EditionKind.MINOR, title_en="Tidied (made up)")

    assert article(edition) == article(correction)


def test_a_correction_asks_the_original_day_of_what_is_public_now(public, approved):
    first = public.editions.get(number=1)
    corrected(approved)

    edition = made.corrected(public, at=timezone.now() + timedelta(days=40))

    assert edition.as_of == first.as_of
    assert edition.texts.get(locale="en").dated_on == first.as_of
    assert "corrected (made up)" in article(edition)
    assert approved.text not in article(edition)


def test_a_withdrawal_copies_every_byte(public, approved):
    first = public.editions.get(number=1)
    corrected(approved)

    edition = made.corrected(public, kind=EditionKind.WITHDRAWAL, title_en="Never shown")

    columns = (
        "locale",
        "title",
        "summary",
        "article",
        "plain",
        "sha256",
        "images",
        "files",
        "slug",
    )
    assert list(edition.texts.values_list(*columns)) == list(first.texts.values_list(*columns))
    assert edition.texts.get(locale="en").note == "Made-up correction."


def test_a_removal_is_empty_but_for_its_note(public):
    edition = made.corrected(public, kind=EditionKind.REMOVAL)

    assert set(edition.texts.values_list("title", "summary", "article", "plain", "note")) == {
        ("", "", "", "", "Made-up correction."),
        ("", "", "", "", "Made-up correction.（中文）"),
    }
    assert not edition.bindings.exists()
    assert list(edition.texts.values_list("images", "files")) == [([], []), ([], [])]


@pytest.mark.parametrize("kind", (EditionKind.WITHDRAWAL, EditionKind.REMOVAL))
def test_a_withdrawal_makes_no_fact_public(public, hidden, kind):
    public.announces.add(hidden.opened_by)

    edition = made.corrected(public, kind=kind)

    assert edition.announces == []
    assert Disclosure.objects.get(change_set=hidden.opened_by).at is None


def test_a_minor_edit_makes_no_fact_public(public, hidden):
    public.announces.add(hidden.opened_by)

    with pytest.raises(NotReadyError) as refused:
        freeze(planned(public, EditionKind.MINOR), by=person())

    assert [str(finding.message) for finding in refused.value.findings] == [
        "A minor edit makes no facts public. Choose a correction for that."
    ]


@pytest.mark.parametrize("kind", (EditionKind.CORRECTION, EditionKind.REMOVAL))
def test_what_was_undisclosed_is_not_announced_again(announcement, hidden, kind):
    """Its release still names it: nobody decided to make it public anew."""
    announcement.announces.add(hidden.opened_by)
    made.published(announcement)
    taken_from_the_public(hidden.opened_by)

    edition = made.corrected(announcement, kind=kind)

    assert edition.announces == []
    assert Disclosure.objects.get(change_set=hidden.opened_by).at is None
    assert not EditionText.objects.visible().filter(article__contains="NEW (made up)").exists()


@pytest.mark.parametrize("kind", (EditionKind.MINOR, EditionKind.WITHDRAWAL))
def test_bytes_with_a_fact_that_was_undisclosed_are_not_published_again(announcement, hidden, kind):
    announcement.announces.add(hidden.opened_by)
    made.published(announcement)
    taken_from_the_public(hidden.opened_by)

    with pytest.raises((LedgerError, NotReadyError)):
        made.corrected(announcement, kind=kind, title_en="Again (made up)")

    assert Disclosure.objects.get(change_set=hidden.opened_by).at is None


GAPS = {
    "no kind": ({"next_kind": ""}, "Say whether the next edition is a minor edit or a correction."),
    "no note": ({"note_en": " "}, "The public note is missing in English."),
}


@pytest.mark.parametrize(("gap", "message"), GAPS.values(), ids=GAPS)
def test_the_next_edition_says_what_it_is(public, gap, message):
    planned(public, EditionKind.CORRECTION)
    Release.objects.filter(pk=public.pk).update(**gap)

    with pytest.raises(NotReadyError) as refused:
        freeze(public, by=person())

    assert message in str(refused.value.findings[0].message)


def test_the_note_of_the_edition_before_is_no_note(public):
    made.corrected(public)

    with pytest.raises(NotReadyError) as refused:
        freeze(public, by=person())

    assert [finding.language for finding in refused.value.findings] == ["en", "zh-hans"]


@pytest.mark.parametrize("kind", (EditionKind.MINOR, EditionKind.CORRECTION, EditionKind.REMOVAL))
def test_only_what_is_public_has_a_next_edition(announcement, kind):
    with pytest.raises(NotReadyError, match="not ready"):
        freeze(planned(announcement, kind), by=person())
