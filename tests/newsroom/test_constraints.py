"""Every rule of the review path that the database keeps has somebody here who tries to break it."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from ledger.actions import fire_deferred
from ledger.models import Signature
from newsroom.actions import ask_review, publish_release
from newsroom.models import (
    Comment,
    Edition,
    EditionScope,
    Emergency,
    ExchangeHoliday,
    ExchangeWindow,
    Notice,
    Publication,
    Release,
    Revision,
    SignatureRule,
    Step,
)
from tests import factories as make
from tests.factories import newsroom as made

pytestmark = pytest.mark.django_db

REASON = "Made-up reason of some length"


@pytest.fixture
def urgent():
    """A release that was published as an emergency."""
    release = made.release("urgent")
    publish_release(release, by=make.person("declarer"), emergency=REASON)
    return Emergency.objects.get()


def refused(match):
    return pytest.raises(IntegrityError, match=match)


def signature(by="second", subject="newsroom.emergency:1"):
    return Signature.objects.create(
        subject=subject,
        scope="edition",
        content_hash="a" * 64,
        signer=make.person(by),
        printed_name=by,
        meaning="confirmation",
        method="password",
    )


def candidate():
    return ask_review(made.release(), by=make.person("editor"))


def numbered(edition):
    Edition.objects.filter(pk=edition.pk).update(number=1)
    return edition


def public(edition, at=None):
    Publication.objects.create(
        edition=numbered(edition),
        release=edition.release,
        visible=DateTimeTZRange(at or timezone.now(), None),
        published_by=make.person(),
    )
    fire_deferred()


ATTEMPTS = {
    "newsroom_step_kind_known": lambda: Step.objects.create(release=made.release(), kind="other"),
    "newsroom_comment_resolved_by_somebody": lambda: Comment.objects.create(
        release=made.release(), text="x", by=make.person(), resolved_at=timezone.now()
    ),
    "newsroom_emergency_reason": lambda: Emergency.objects.create(
        edition=candidate(), reason="   short   ", declared_by=make.person()
    ),
    "newsroom_exchangewindow_forward": lambda: ExchangeWindow.objects.create(
        day="business", opens="08:30", closes="08:30", source="x"
    ),
    "newsroom_editionscope_once": lambda: EditionScope.objects.create(
        edition=candidate(), scope="en", sha256="", is_needed=False
    ),
}


@pytest.mark.parametrize("rule", ATTEMPTS)
def test_rule_is_kept_by_the_database(rule):
    with refused(rule), transaction.atomic():
        ATTEMPTS[rule]()


def test_nothing_unsigned_is_published():
    with refused("is not signed: "), transaction.atomic():
        public(candidate())


def test_a_notice_is_given_once():
    notice = {"recipient": make.person(), "kind": "comment", "about": "comment:1"}
    release = made.release()
    Notice.objects.create(release=release, **notice)

    with refused("newsroom_notice_once"), transaction.atomic():
        Notice.objects.create(release=release, **notice)


def test_a_kind_of_release_has_one_rule():
    with refused("newsroom_signaturerule_kind"), transaction.atomic():
        SignatureRule.objects.create(kind="approval")


def test_a_holiday_is_entered_once():
    ExchangeHoliday.objects.create(day="2026-12-25", name="Made-up day")

    with refused("newsroom_exchangeholiday_day"), transaction.atomic():
        ExchangeHoliday.objects.create(day="2026-12-25", name="The same")


@pytest.mark.parametrize("announced", (None, timedelta(days=2)))
def test_nothing_price_sensitive_is_public_before_the_exchange_knows_it(announced):
    """CL-19, past the actions: when it is published, and when the time of the exchange moves."""
    now = timezone.now()
    announced_at = announced and now + announced
    sensitive = {"is_price_sensitive": True, "exchange_announced_at": announced_at}
    release = made.release()
    edition = made.reviewed(release)
    before = Release.objects.filter(pk=release.pk)

    with refused("CL-19"), transaction.atomic():
        before.update(**sensitive)
        public(edition, now + timedelta(days=1))

    public(edition, now + timedelta(days=1))
    with refused("CL-19"), transaction.atomic():
        moved(before, **sensitive)


def test_an_emergency_is_not_declared_confirmed():
    edition = candidate()
    confirmation = signature(subject=f"newsroom.emergency:{edition.pk}")

    with refused("confirmed afterwards"), transaction.atomic():
        Emergency.objects.create(
            edition=edition, reason=REASON, declared_by=make.person(), confirmation=confirmation
        )


@pytest.mark.parametrize("wrong", ({"by": "declarer"}, {"subject": "newsroom.release:1"}))
def test_an_emergency_is_confirmed_by_a_second_person_for_it_alone(urgent, wrong):
    given = {"subject": f"newsroom.emergency:{urgent.pk}"} | wrong

    with refused("confirmed by a second person"), transaction.atomic():
        Emergency.objects.update(confirmation=signature(**given))


def test_an_emergency_is_confirmed_once(urgent):
    subject = f"newsroom.emergency:{urgent.pk}"
    Emergency.objects.update(confirmation=signature(subject=subject))

    for other in (None, signature("third", subject)):
        with refused("only confirmed, once"), transaction.atomic():
            Emergency.objects.update(confirmation=other)


@pytest.mark.parametrize("model", (Step, Revision))
def test_what_was_decided_about_a_frozen_release_stays(model):
    edition = candidate()
    found = model.objects.filter(release=edition.release)
    assert found.exists()

    for statement in ("UPDATE {} SET release_id = release_id", "DELETE FROM {}"):
        with refused("stays as it is"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement.format(model._meta.db_table))  # our own names


def test_a_draft_goes_with_what_was_written_about_it():
    release = made.release()
    Step.objects.create(release=release, kind="returned")

    release.delete()

    assert not Step.objects.exists()


def test_every_rule_of_the_review_is_tried_somewhere():
    """Those of editions and releases stand in `test_publish.py` and `tests/invariants`."""
    elsewhere = {
        "newsroom_edition_number_once",
        "newsroom_editiontext_once",
        "newsroom_impact_kind_known",
        "newsroom_impact_once",
        "newsroom_notice_once",
        "newsroom_publication_has_start",
        "newsroom_publication_no_overlap",
        "newsroom_release_profile_subject",
        "newsroom_wordfile_once",
    }
    models = apps.get_app_config("newsroom").get_models()
    named = {c.name for model in models for c in model._meta.constraints}

    assert named - elsewhere == set(ATTEMPTS)


def moved(rows, **change):
    rows.update(**change)
    fire_deferred()
