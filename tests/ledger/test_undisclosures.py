"""What was disclosed by mistake: hidden again, signed for, and the record shows it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from ledger.actions import (
    NOT_YET,
    NOW,
    Disclose,
    amend,
    correct,
    disclose,
    fire_deferred,
    undisclose,
)
from ledger.enums import Meaning
from ledger.errors import (
    AdministratorError,
    BuiltOnError,
    NotPublicError,
    ReasonTooShortError,
    WrongPasswordError,
)
from ledger.models import ChangeSet, Disclosure, Signature, Undisclosure
from ledger.undisclosing import content_hash
from products.models import IndicationVersion
from tests import factories as make
from tests.factories import day

pytestmark = pytest.mark.django_db

REASON = "Disclosed before the announcement"
SOON = timezone.now() + timedelta(days=10)


@pytest.fixture
def by():
    return User.objects.create_user("officer", password="right", first_name="Made-up officer")


@pytest.fixture
def undo(by):
    def undone(change_set, **given):
        return undisclose(change_set, **({"by": by, "password": "right", "reason": REASON} | given))

    return undone


def narrowed(row, text="narrow", disclose=NOW):
    """Amend the wording; return the change set."""
    signed = {"by": make.person(), "evidence": make.evidence(), "reason": "As decided today"}
    start = day("2026-03-01")
    return amend(row, start=start, changes={"text": text}, disclose=disclose, **signed)


def mended(row, text="right", disclose=NOW):
    signed = {"by": make.person(), "evidence": make.evidence(), "reason": "As the letter says"}
    return correct(row, changes={"text": text}, disclose=disclose, **signed)


def move(seq, at):
    Disclosure.objects.filter(change_set=seq).update(at=at)
    fire_deferred()


def public(at=None):
    rows = IndicationVersion.objects.disclosed_at(at).order_by("pk")
    return list(rows.values_list("text", flat=True))


def test_what_is_undisclosed_is_hidden_and_stays_recorded(undo):
    [row] = make.approved()

    undo(row.opened_by)

    assert public() == []
    assert IndicationVersion.objects.current().get() == row
    assert Disclosure.objects.get().at is None


def test_the_record_keeps_when_it_was_public(undo):
    [row] = make.approved(texts=["early"])

    written = undo(row.opened_by)

    was_public = row.opened_by.recorded_at
    assert (written.public_from, written.reason) == (was_public, REASON)
    assert public(was_public) == ["early"]
    assert public(written.at - timedelta(microseconds=1)) == ["early"]
    assert public(written.at) == public(written.at + timedelta(days=9)) == []
    assert public(was_public - timedelta(microseconds=1)) == []


def test_it_is_signed_for(undo, by):
    [row] = make.approved()

    signature = undo(row.opened_by).signature

    assert (signature.subject, signature.signer) == ("ledger.changeset:1", by)
    assert (signature.printed_name, signature.meaning) == (
        "Made-up officer",
        Meaning.RESPONSIBILITY,
    )
    assert signature.content_hash == content_hash(row.opened_by, REASON)
    assert content_hash(row.opened_by, REASON + ".") != signature.content_hash


def test_undisclosing_an_amendment_brings_back_what_was_before(undo):
    [row] = make.approved(texts=["wide"])
    amendment = narrowed(row)
    assert public() == ["wide", "narrow"]

    undo(amendment)

    assert public() == ["wide"]
    assert [r.closed_by_id for r in IndicationVersion.objects.disclosed_at()] == [amendment.seq]


def test_what_was_undisclosed_may_be_made_public_anew(undo):
    [row] = make.approved(texts=["wide"])
    amendment = narrowed(row)
    written = undo(amendment)

    at = disclose(amendment, NOW, by=make.person()).at

    assert public() == ["wide", "narrow"]
    assert public(written.at) == ["wide"]
    assert [r.opened_by_id for r in IndicationVersion.objects.disclosed_at(at)] == [2, 2]


def test_it_may_be_undisclosed_more_than_once(undo):
    [row] = make.approved(texts=["early"])
    first = undo(row.opened_by)
    again = disclose(row.opened_by, NOW, by=make.person()).at
    second = undo(row.opened_by)

    assert [public(u.public_from) for u in (first, second)] == [["early"], ["early"]]
    assert [public(u.at) for u in (first, second)] == [[], []]
    assert (second.public_from, public()) == (again, [])


def test_a_correction_comes_out_with_what_it_mends(undo):
    """The wrong wording, public once, never comes back without its correction."""
    [row] = make.approved(texts=["wrong"])
    mend = mended(row)
    undo(row.opened_by, also=[mend])
    assert public() == []

    disclose(row.opened_by, NOW, by=make.person())

    assert public() == ["right"]


def test_a_correction_made_while_hidden_is_not_disclosed_after_what_it_mends(undo):
    [row] = make.approved(texts=["wrong"])
    undo(row.opened_by)
    mend = mended(row)

    assert mend.disclosure.at is None
    with pytest.raises(IntegrityError, match="before its mend"), transaction.atomic():
        move(1, SOON)


@pytest.mark.parametrize("moment", (NOW, Disclose(at=SOON)))
def test_what_others_build_on_is_not_undisclosed_alone(undo, moment):
    [row] = make.approved(texts=["wide"])
    amendment = narrowed(row, disclose=moment)

    with pytest.raises(BuiltOnError, match=f"without it: {amendment}. Undisclose"):
        undo(row.opened_by)

    assert public() == (["wide", "narrow"] if moment == NOW else ["wide"])


def test_what_builds_on_it_is_undisclosed_in_the_same_act(undo):
    [row] = make.approved(texts=["wide"])
    amendment = narrowed(row)
    [after] = IndicationVersion.objects.current().filter(text="narrow")
    mend = mended(after)

    assert list(ChangeSet.objects.built_on(1).order_by("seq")) == [amendment, mend]
    undo(row.opened_by, also=[amendment, mend])

    assert public() == []
    assert [u.change_set_id for u in Undisclosure.objects.all()] == [1, 2, 3]
    assert len(set(Signature.objects.values_list("content_hash", flat=True))) == 3


def test_what_lies_ahead_loses_its_moment(undo):
    [row] = make.approved()
    amendment = narrowed(row, disclose=Disclose(at=SOON, reference="release:a"))

    undo(row.opened_by, also=[amendment])

    assert list(Disclosure.objects.values_list("at", "reference")) == [(None, ""), (None, "")]
    assert [u.change_set_id for u in Undisclosure.objects.all()] == [1]


def test_another_identity_builds_on_nothing(undo):
    [row] = make.approved("one")
    make.approved("two", texts=["other"])
    make.recorded(make.company_figure())

    undo(row.opened_by)

    assert public() == ["other"]


@pytest.mark.parametrize("moment", (NOT_YET, Disclose(at=SOON)))
def test_only_what_is_public_is_undisclosed(undo, moment):
    [row] = make.approved(disclose=moment)

    with pytest.raises(NotPublicError, match="moved, not undisclosed"):
        undo(row.opened_by)

    assert Disclosure.objects.get().at == moment.at


@pytest.mark.parametrize(
    ("given", "error"),
    (
        ({"reason": "too short"}, ReasonTooShortError),
        ({"reason": "   short   "}, ReasonTooShortError),
        ({"password": "wrong"}, WrongPasswordError),
    ),
)
def test_nothing_is_undisclosed_without_reason_and_password(undo, given, error):
    [row] = make.approved(texts=["early"])

    with pytest.raises(error):
        undo(row.opened_by, **given)

    assert public() == ["early"]
    assert not Signature.objects.exists()


def test_administrators_undisclose_nothing(undo, by):
    [row] = make.approved(texts=["early"])
    by.is_superuser = True
    by.save()

    with pytest.raises(AdministratorError):
        undo(row.opened_by)

    assert public() == ["early"]


def test_the_seals_hold(undo):
    [row] = make.approved()
    undo(row.opened_by)

    call_command("verify_ledger")


def signature_for(change_set, by, reason=REASON, **fields):
    fields = {
        "subject": f"ledger.changeset:{change_set.seq}",
        "scope": "undisclosure",
        "content_hash": content_hash(change_set, reason),
        "signer": by,
        "printed_name": "x",
        "meaning": "review",
        "method": "password",
    } | fields
    return Signature.objects.create(**fields)


def broken(name):
    return pytest.raises(IntegrityError, match=name)


def test_no_disclosure_ends_without_its_undisclosure():
    [row] = make.approved()

    with broken("fixed from 30 s before"), transaction.atomic():
        Disclosure.objects.filter(change_set=row.opened_by).update(at=None)


def test_no_undisclosure_stands_while_the_change_is_public(by):
    [row] = make.approved()
    signature = signature_for(row.opened_by, by)

    with broken("hidden in the same act"), transaction.atomic():
        Undisclosure.objects.create(change_set=row.opened_by, reason=REASON, signature=signature)
        fire_deferred()


@pytest.mark.parametrize(
    "fields",
    (
        {"subject": "ledger.changeset:2"},
        {"content_hash": "a" * 64},
    ),
)
def test_no_undisclosure_stands_on_another_signature(by, fields):
    [row] = make.approved()
    signature = signature_for(row.opened_by, by, **fields)

    with broken("signed for"), transaction.atomic():
        Undisclosure.objects.create(change_set=row.opened_by, reason=REASON, signature=signature)


def test_no_undisclosure_has_a_short_reason(by):
    [row] = make.approved()
    signature = signature_for(row.opened_by, by, reason="short")

    with broken("ledger_undisclosure_reason"), transaction.atomic():
        Undisclosure.objects.create(change_set=row.opened_by, reason="short", signature=signature)


def test_the_moments_are_the_databases(by):
    [row] = make.approved()
    long_ago = timezone.now() - timedelta(days=900)

    written = Undisclosure.objects.create(
        change_set=row.opened_by,
        public_from=long_ago,
        at=long_ago,
        reason=REASON,
        signature=signature_for(row.opened_by, by),
    )

    Disclosure.objects.update(at=None)
    written.refresh_from_db()
    assert written.public_from == row.opened_by.recorded_at
    assert timezone.now() - written.at < timedelta(minutes=1)


@pytest.mark.parametrize("moment", (NOT_YET, Disclose(at=SOON)))
def test_no_undisclosure_of_what_is_hidden(by, moment):
    [row] = make.approved(disclose=moment)
    signature = signature_for(row.opened_by, by)

    with broken("only what is public"), transaction.atomic():
        Undisclosure.objects.create(change_set=row.opened_by, reason=REASON, signature=signature)


def test_an_old_undisclosure_hides_nothing_new(undo):
    """A second disclosure is as fixed as the first."""
    [row] = make.approved()
    undo(row.opened_by)
    disclose(row.opened_by, NOW, by=make.person())

    with broken("fixed from 30 s before"), transaction.atomic():
        Disclosure.objects.filter(change_set=row.opened_by).update(at=None)
