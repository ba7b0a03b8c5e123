"""Published without signatures: a reason before, a second person after, and what that person is not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ledger.enums import Meaning
from ledger.errors import WrongPasswordError
from newsroom.actions import confirm_emergency, publish_release, renew_review
from newsroom.enums import NoticeKind, StepKind
from newsroom.errors import (
    AlreadyConfirmedError,
    NotReadyError,
    NotSignedError,
    NotSignerError,
    OwnChangeError,
    SecondPersonError,
    TooEarlyError,
)
from newsroom.models import Emergency, Notice, Publication, Release
from tests.factories import newsroom as made
from tests.factories.ledger import person
from tests.staff import member, signed_in

pytestmark = pytest.mark.django_db

REASON = "The exchange asked for it at once (made up)"


def with_password(user):
    user.set_password("right")
    user.save()
    return user


@pytest.fixture
def urgent(announcement):
    """What a publisher published without signatures, in a release that an editor wrote."""
    renew_review(announcement, by=person("editor"))
    publish_release(announcement, by=member("publishers"), emergency=REASON)
    return Emergency.objects.get()


@pytest.fixture
def second():
    return with_password(made.reviewer("second", "regulatory-reviewers"))


def test_an_emergency_is_public_at_once_and_asks_the_others(urgent, announcement):
    assert Publication.objects.visible(timezone.now() + timedelta(seconds=1)).count() == 1
    assert (urgent.reason, urgent.declared_by) == (REASON, member("publishers"))
    assert urgent.confirmation is None
    assert [step.kind for step in announcement.steps.all()] == [
        StepKind.PUBLISHED,
        StepKind.EMERGENCY,
    ]


def test_everybody_who_may_confirm_is_told_but_who_declared_it(announcement):
    people = [member(role) for role in ("regulatory-reviewers", "communications-reviewers")]

    publish_release(announcement, by=member("publishers"), emergency=REASON)

    told = Notice.objects.filter(kind=NoticeKind.TO_CONFIRM, done_at=None)
    assert {notice.recipient for notice in told} == set(people)


def test_a_second_person_confirms_with_their_password(urgent, second, announcement):
    signature = confirm_emergency(urgent, by=second, password="right", reason="Read it")

    urgent.refresh_from_db()
    assert (urgent.confirmation, signature.signer) == (signature, second)
    assert (signature.meaning, signature.reason) == (Meaning.CONFIRMATION, "Read it")
    assert announcement.steps.first().kind == StepKind.CONFIRMED
    assert not Notice.objects.filter(kind=NoticeKind.TO_CONFIRM, done_at=None).exists()


def test_a_wrong_password_confirms_nothing(urgent, second):
    with pytest.raises(WrongPasswordError):
        confirm_emergency(urgent, by=second, password="wrong")

    assert Emergency.objects.get().confirmation is None


def test_who_declared_it_does_not_confirm_it(urgent):
    with pytest.raises(SecondPersonError):
        confirm_emergency(urgent, by=with_password(member("publishers")), password="right")


def test_who_wrote_it_does_not_confirm_it(urgent):
    author = with_password(made.reviewer("editor"))

    with pytest.raises(OwnChangeError):
        confirm_emergency(urgent, by=author, password="right")


@pytest.mark.parametrize("role", ("editors", "translators", "auditors", "administrators", "root"))
def test_other_roles_do_not_confirm_it(urgent, role):
    with pytest.raises(NotSignerError):
        confirm_emergency(urgent, by=with_password(member(role)), password="right")


@pytest.mark.parametrize(
    ("role", "is_offered"),
    (("communications-reviewers", True), ("editors", False), ("auditors", False)),
)
def test_the_red_banner_offers_the_page_to_those_who_may_confirm(urgent, role, is_offered):
    page = signed_in(role).get(f"/admin/newsroom/release/{urgent.edition.release_id}/change/")

    assert "emergency-banner" in page.content.decode()
    assert (f"/emergency/{urgent.pk}/" in page.content.decode()) is is_offered


def test_it_is_confirmed_once(urgent, second):
    confirm_emergency(urgent, by=second, password="right")

    with pytest.raises(AlreadyConfirmedError):
        confirm_emergency(
            urgent, by=with_password(made.reviewer("third", "publishers")), password="right"
        )


def test_an_emergency_is_none_for_what_comes_after(urgent, announcement):
    Release.objects.filter(pk=announcement.pk).update(next_kind="minor", title_en="Other")

    with pytest.raises(NotSignedError):
        publish_release(Release.objects.get(pk=announcement.pk), by=member("publishers"))


def test_an_emergency_passes_no_other_rule(announcement):
    Release.objects.filter(pk=announcement.pk).update(is_price_sensitive=True)
    with pytest.raises(TooEarlyError):
        publish_release(announcement, by=member("publishers"), emergency=REASON)

    Release.objects.filter(pk=announcement.pk).update(is_price_sensitive=False, title_en="")
    with pytest.raises(NotReadyError):
        publish_release(announcement, by=member("publishers"), emergency=REASON)

    assert not Emergency.objects.exists()
