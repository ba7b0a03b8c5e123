"""CP-3, CP-4: the password asked again, the name printed; administrators never sign or record."""

import pytest
from django.contrib.auth.models import Group, User

from ledger.actions import NOT_YET, NOW, disclose
from ledger.enums import Meaning, SigningMethod
from ledger.errors import AdministratorError, WrongPasswordError
from ledger.models import ChangeSet, Disclosure, Signature
from ledger.signing import sign
from tests import factories as make

HASH = "a" * 64


@pytest.fixture
def signer(db):
    return User.objects.create_user("lin", password="right", first_name="Lin", last_name="Made-up")


def signed(by, **given):
    given = {"meaning": Meaning.REVIEW, "password": "right"} | given
    return sign("newsroom.release:12", "en", HASH, by=by, **given)


def test_signature_prints_name_time_and_meaning(signer):
    signature = signed(signer, reason="Read against the label")

    signer.first_name = "Another"
    signer.save()
    signature.refresh_from_db()
    assert (signature.subject, signature.scope, signature.content_hash) == (
        "newsroom.release:12",
        "en",
        HASH,
    )
    assert (signature.signer, signature.printed_name) == (signer, "Lin Made-up")
    assert (signature.meaning, signature.method, signature.reason) == (
        Meaning.REVIEW,
        SigningMethod.PASSWORD,
        "Read against the label",
    )
    assert signature.signed_at is not None


def test_somebody_without_a_name_signs_with_their_account(signer):
    User.objects.update(first_name="", last_name="")
    signer.refresh_from_db()

    assert signed(signer).printed_name == "lin"


@pytest.mark.parametrize("password", ("", "wrong", "Right"))
def test_a_wrong_password_signs_nothing(signer, password):
    with pytest.raises(WrongPasswordError, match="type it again") as refused:
        signed(signer, password=password)

    assert refused.value.field == "password"
    assert not Signature.objects.exists()


def test_an_import_asks_for_no_password(signer):
    assert signed(signer, password="", method=SigningMethod.IMPORT).method == SigningMethod.IMPORT


@pytest.fixture(params=("superuser", "administrators"))
def administrator(request, signer):
    if request.param == "superuser":
        signer.is_superuser = True
        signer.save()
    else:
        signer.groups.add(Group.objects.get_or_create(name=request.param)[0])
    return signer


def test_administrators_sign_nothing(administrator):
    with pytest.raises(AdministratorError, match="neither signs nor records"):
        signed(administrator)

    assert not Signature.objects.exists()


@pytest.mark.parametrize("part", ("by", "approver"))
def test_administrators_record_and_approve_nothing(administrator, part):
    with pytest.raises(AdministratorError):
        make.recorded(make.company_figure(), **{part: administrator})

    assert not ChangeSet.objects.exists()


def test_administrators_disclose_nothing(administrator):
    row = make.recorded(make.company_figure(), disclose=NOT_YET)

    with pytest.raises(AdministratorError):
        disclose(row.opened_by, NOW, by=administrator)

    assert Disclosure.objects.get().at is None
