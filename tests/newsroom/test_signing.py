"""Who may sign which part, and what a signature is bound to: the bytes, nothing less."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from ledger.actions import correct, fire_deferred, retract
from ledger.enums import Meaning, SigningMethod
from ledger.errors import AdministratorError, WrongPasswordError
from ledger.models import Signature
from ledger.signing import sign as sign_at_the_register
from newsroom.actions import ask_review, freeze, publish, publish_release, renew_review, sign
from newsroom.enums import EditionKind, StepKind
from newsroom.errors import (
    EditionStaleError,
    MovedOnError,
    NotSignedError,
    NotSignerError,
    NotUnderReviewError,
    OwnChangeError,
)
from newsroom.models import Edition, Publication, Release, SignatureRule, Step
from newsroom.revisions import recorded as keep
from newsroom.scopes import contributors, frozen_hashes, standing, subject_of
from tests.factories import newsroom as made
from tests.factories import products as register
from tests.factories.ledger import evidence, person, recorded
from tests.staff import member

pytestmark = pytest.mark.django_db

EN, ZH, FACTS = "en", "zh-hans", "facts"
ALL = [EN, ZH, FACTS]


@pytest.fixture
def lin(db):
    """Somebody who signs everything and knows their password."""
    signer = made.reviewer("lin")
    signer.set_password("right")
    signer.save()
    return signer


@pytest.fixture
def candidate(announcement):
    return ask_review(announcement, by=person("editor"))


def signed(edition, scopes, by):
    return sign(edition, scopes, by=by, method=SigningMethod.IMPORT)


def publish_unasked(edition):
    """Publish past all actions, by the tables alone."""
    now = timezone.now() + timedelta(minutes=1)
    for public in Publication.objects.filter(release=edition.release):
        public.visible = DateTimeTZRange(public.visible.lower, public.visible.upper or now)
        public.save(update_fields=["visible"])
    Publication.objects.create(
        edition=edition,
        release=edition.release,
        visible=DateTimeTZRange(now, None),
        published_by=person("publisher"),
    )
    fire_deferred()


def change(release, by, **fields):
    Release.objects.filter(pk=release.pk).update(**fields)
    return renew_review(release, by=by)


def open_parts(edition):
    return [part.scope for part in standing(edition) if part.is_open]


def test_one_person_signs_several_parts(candidate, lin):
    written = sign(candidate, ALL, by=lin, password="right", meaning=Meaning.REVIEW)

    assert [signature.scope for signature in written] == ALL
    assert open_parts(candidate) == []
    steps = Step.objects.filter(kind=StepKind.SIGNED, by=lin)
    assert {(step.scope, step.signature) for step in steps} == {
        (signature.scope, signature) for signature in written
    }


def test_a_wrong_password_signs_nothing(candidate, lin):
    with pytest.raises(WrongPasswordError):
        sign(candidate, ALL, by=lin, password="wrong")

    assert not Signature.objects.exists()
    assert open_parts(candidate) == ALL


def test_a_part_that_is_not_theirs_keeps_the_others_unsigned(candidate):
    communications = made.reviewer("c", "communications-reviewers")

    with pytest.raises(NotSignerError):
        signed(candidate, [EN, FACTS], communications)

    assert not Signature.objects.exists()


@pytest.mark.parametrize(
    ("role", "may_sign"),
    (
        ("editors", []),
        ("translators", []),
        ("communications-reviewers", [EN, ZH]),
        ("regulatory-reviewers", [FACTS]),
        ("publishers", []),
        ("auditors", []),
        ("administrators", []),
        ("root", []),
    ),
)
def test_each_role_signs_its_parts_alone(candidate, role, may_sign):
    somebody = member(role)
    done = []
    for scope in ALL:
        try:
            signed(candidate, [scope], somebody)
        except NotSignerError:
            continue
        done.append(scope)

    assert done == may_sign


def test_an_administrator_who_also_reviews_signs_nothing(candidate):
    both = made.reviewer(
        "both", "communications-reviewers", "regulatory-reviewers", "administrators"
    )

    for scope in ALL:
        with pytest.raises(NotSignerError):
            signed(candidate, [scope], both)


def test_a_superuser_in_every_group_signs_nothing(candidate):
    root = made.reviewer("root")
    root.is_superuser = True
    root.save()

    with pytest.raises(NotSignerError):
        signed(candidate, [EN], root)
    with pytest.raises(AdministratorError), transaction.atomic():
        sign_at_the_register("newsroom.release:1", EN, "a" * 64, by=root, meaning=Meaning.REVIEW)


def test_nobody_signs_the_part_that_they_changed(candidate, announcement):
    author, other = made.reviewer("author"), made.reviewer("other")
    signed(candidate, ALL, other)
    edition = change(announcement, author, title_en="By the author")

    with pytest.raises(OwnChangeError):
        signed(edition, [EN], author)
    signed(edition, [ZH, FACTS], author)
    signed(edition, [EN], other)

    assert open_parts(edition) == []


def test_who_wrote_the_release_signs_nothing_of_it(announcement):
    author = made.reviewer("author")
    renew_review(announcement, by=author)
    edition = ask_review(announcement, by=person("editor"))

    for scope in ALL:
        with pytest.raises(OwnChangeError):
            signed(edition, [scope], author)


def test_a_signature_of_others_frees_the_author_for_what_comes_after(candidate, announcement):
    author, other = made.reviewer("author"), made.reviewer("other")
    edition = change(announcement, author, title_en="By the author")
    signed(edition, [EN], other)

    edition = change(announcement, person("editor"), title_en="By the editor")
    signed(edition, [EN], author)

    assert open_parts(edition) == [ZH, FACTS]


def test_a_signature_under_older_words_frees_no_author(candidate, announcement):
    """The words saved after the candidate was frozen are not those that were signed."""
    author, other = made.reviewer("author"), made.reviewer("other")
    Release.objects.filter(pk=announcement.pk).update(title_en="By the author")
    keep(announcement, by=author)
    signed(candidate, [EN], other)

    edition = ask_review(announcement, by=person("editor"))

    with pytest.raises(OwnChangeError):
        signed(edition, [EN], author)


def test_a_clock_set_back_frees_no_author(candidate, announcement):
    author, other = made.reviewer("author"), made.reviewer("other")
    signed(candidate, ALL, other)
    Signature.objects.create(  # as if it had come before the clock went back
        subject=subject_of(announcement),
        scope=EN,
        content_hash=standing(candidate)[0].sha256,
        signer=other,
        printed_name="other",
        meaning=Meaning.REVIEW,
        method=SigningMethod.IMPORT,
        signed_at=timezone.now() + timedelta(hours=1),
    )

    edition = change(announcement, author, title_en="By the author")

    with pytest.raises(OwnChangeError):
        signed(edition, [EN], author)


def test_who_recorded_a_shown_fact_since_does_not_sign_the_facts(candidate, announcement, approved):
    recorder, other = made.reviewer("recorder-too"), made.reviewer("other")
    signed(candidate, ALL, other)
    correct(
        approved,
        changes={"text": "corrected (made up)"},
        by=recorder,
        reason="copied wrongly from the label",
        evidence=evidence(),
    )
    edition = renew_review(announcement, by=person("editor"))

    with pytest.raises(OwnChangeError):
        signed(edition, [FACTS], recorder)
    signed(edition, [EN, ZH], recorder)
    signed(edition, [FACTS], other)

    assert open_parts(edition) == []


def test_who_retracted_a_shown_fact_since_does_not_sign_the_facts(announcement, approved):
    """What is gone from the page is bound no more, and yet it is their change."""
    second = register.indication(approved.indication.authorisation, slot=2)
    recorded(wording := register.indication_version(second, "Second wording (made up)"))
    made.reviewed(announcement)
    retractor, other = made.reviewer("retractor"), made.reviewer("other")
    retract([wording], by=retractor, reason="there was no such wording", evidence=evidence())
    edition = renew_review(announcement, by=person("editor"))

    with pytest.raises(OwnChangeError):
        signed(edition, [FACTS], retractor)
    signed(edition, [EN, ZH], retractor)
    signed(edition, [FACTS], other)

    assert open_parts(edition) == []
    assert contributors(announcement, FACTS) == set()


def test_who_translated_a_shown_wording_since_does_not_sign_the_facts(
    candidate, announcement, approved
):
    translator, other = made.reviewer("translator-too"), made.reviewer("other")
    signed(candidate, ALL, other)
    register.indication_translation(approved, translated_by=translator)
    edition = renew_review(announcement, by=person("editor"))

    with pytest.raises(OwnChangeError):
        signed(edition, [FACTS], translator)
    signed(edition, [ZH], translator)
    signed(edition, [FACTS], other)

    assert open_parts(edition) == []
    assert contributors(announcement, FACTS) == set()


def test_who_translated_a_wording_for_the_first_candidate_does_not_sign_the_facts(
    announcement, approved
):
    translator = made.reviewer("translator-too")
    register.indication_translation(approved, translated_by=translator)
    edition = ask_review(announcement, by=person("editor"))

    with pytest.raises(OwnChangeError):
        signed(edition, [FACTS], translator)


def test_a_candidate_that_was_frozen_over_is_not_signed(candidate, announcement, lin):
    ask_review(announcement, by=person("editor"))

    with pytest.raises(MovedOnError):
        signed(candidate, [EN], lin)


def test_a_part_that_the_candidate_lacks_is_not_signed(candidate, lin):
    with pytest.raises(MovedOnError):
        signed(candidate, ["fr"], lin)


def test_what_is_not_under_review_is_not_signed(announcement, lin):
    edition = freeze(announcement, by=person("editor"))

    with pytest.raises(NotUnderReviewError):
        signed(edition, [EN], lin)


def test_an_unsigned_edition_is_not_published(candidate, lin):
    signed(candidate, [EN, FACTS], lin)

    with pytest.raises(NotSignedError, match="Simplified Chinese") as refused:
        publish(candidate, by=person("publisher"))

    assert refused.value.scopes == [ZH]
    assert not Publication.objects.exists()


def test_freezing_anew_needs_no_new_signature_while_nothing_changed(candidate, announcement, lin):
    signed(candidate, ALL, lin)

    publish_release(announcement, by=person("publisher"))

    assert Publication.objects.get().edition != candidate


def test_a_changed_working_copy_is_not_published_with_old_signatures(candidate, announcement, lin):
    signed(candidate, ALL, lin)
    Release.objects.filter(pk=announcement.pk).update(summary_en="Sneaked in")

    with pytest.raises(EditionStaleError):
        publish(candidate, by=person("publisher"))
    with pytest.raises(NotSignedError):
        publish_release(announcement, by=person("publisher"))


def test_each_kind_says_which_parts_are_signed(announcement):
    SignatureRule.objects.filter(kind=announcement.kind).update(needs_facts=False)
    edition = ask_review(announcement, by=person("editor"))

    signed(edition, [EN, ZH], made.reviewer("c", "communications-reviewers"))

    publish(edition, by=person("publisher"))


def test_a_signature_for_another_release_counts_for_none(candidate, announcement, lin):
    other = made.release("other")
    signed(candidate, ALL, lin)
    copied = ask_review(other, by=person("editor"))

    assert open_parts(copied) == ALL


def test_the_database_hashes_what_python_hashes(announcement):
    """Quotes, controls, plane-two characters, and a note: one wrong escape would void everything."""
    odd = '"\\/\b\f\n\r\t\x01\x1f\x7f\u2028 é 复宏汉霖 𠮷 😀 </script> &amp;'
    Release.objects.filter(pk=announcement.pk).update(title_en=odd, summary_zh_hans=odd)
    made.published(announcement)

    edition = made.corrected(announcement, note=odd, kind=EditionKind.WITHDRAWAL)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.locale, newsroom_text_hash(e.kind, e.release_kind, t)"
            " FROM newsroom_editiontext t JOIN newsroom_edition e ON e.id = t.edition_id"
            " WHERE e.id = %s",
            [edition.pk],
        )
        kept = frozen_hashes(edition)
        assert dict(cursor.fetchall()) == {locale: kept[locale] for locale in (EN, ZH)}
    assert kept == dict(edition.scopes.values_list("scope", "sha256"))


def test_frozen_hashes_take_a_constant_number_of_queries(candidate, django_assert_num_queries):
    with django_assert_num_queries(3):
        frozen_hashes(candidate)
    with django_assert_num_queries(5):
        standing(candidate)


def test_the_author_is_a_contributor_until_somebody_signed(candidate, announcement):
    assert contributors(announcement, EN) == {person("editor").pk}

    signed(candidate, [EN], made.reviewer("other"))

    assert contributors(announcement, EN) == set()
    assert contributors(announcement, FACTS) == {person("editor").pk}


def test_earlier_text_comes_back_by_a_new_signature_only(announcement):
    """Known to be wrong, it was signed for the time before its correction."""
    made.published(announcement)
    titles = {"title_en": announcement.title_en, "next_kind": EditionKind.MINOR}
    made.corrected(announcement, "Mended (made up)", title_en="Mended title (made up)")
    Release.objects.filter(pk=announcement.pk).update(**titles)

    edition = ask_review(announcement, by=person("editor"))

    assert {part.scope: part.is_open for part in standing(edition)} == {
        "en": True,
        "zh-hans": True,
        "facts": False,
    }
    assert person("editor").pk in contributors(announcement, "en")
    with pytest.raises(NotSignedError):
        publish(edition, by=person("publisher"))


def test_earlier_text_is_refused_by_the_database_too(announcement):
    made.published(announcement)
    made.corrected(announcement, "Mended (made up)")
    Release.objects.filter(pk=announcement.pk).update(next_kind=EditionKind.MINOR)
    edition = ask_review(announcement, by=person("editor"))
    Edition.objects.filter(pk=edition.pk).update(number=3)

    with pytest.raises(IntegrityError, match="is not signed: en, zh-hans"), transaction.atomic():
        publish_unasked(edition)


def test_language_that_is_left_out_is_signed_with_the_facts(announcement):
    made.reviewed(announcement)
    Release.objects.filter(pk=announcement.pk).update(required_languages=["en"])

    edition = ask_review(announcement, by=person("editor"))

    assert {part.scope: part.is_open for part in standing(edition)} == {"en": False, "facts": True}
