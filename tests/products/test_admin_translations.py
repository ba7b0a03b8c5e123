"""Translations of wordings: one person translates, a second one vouches for it."""

import pytest
from django.urls import reverse

from ledger.models import Signature
from products.admin.confirming import content_hash
from products.enums import TranslationStatus
from products.models import IndicationTranslation
from tests import factories as make
from tests.staff import PASSWORD, member, signed_in, with_password

pytestmark = pytest.mark.django_db

SIGNED = {"status": "reviewed", "reason": "Compared word by word", "password": PASSWORD}


@pytest.fixture
def translation():
    return make.indication_translation(make.approved(texts=("for adults",))[0])


@pytest.fixture
def second():
    return with_password("regulatory-reviewers")


def page(translation, name="confirm"):
    return reverse(f"admin:products_indicationtranslation_{name}", args=[translation.pk])


def told(response):
    return [str(message) for message in response.context["messages"]]


def test_a_second_person_reads_both_texts_and_signs(second, translation):
    shown = second.get(page(translation)).content.decode()
    assert "for adults" in shown
    assert translation.text in shown

    second.post(page(translation), SIGNED)

    before, after = IndicationTranslation.objects.order_by("pk")
    assert before.status == TranslationStatus.TRANSLATED
    assert (after.status, after.text, after.text_hash, after.translated_by) == (
        TranslationStatus.REVIEWED,
        translation.text,
        translation.text_hash,
        translation.translated_by,
    )
    assert after.recorded_at > before.recorded_at
    [signature] = Signature.objects.all()
    assert (signature.signer, signature.subject, signature.content_hash) == (
        member("regulatory-reviewers"),
        f"products.indicationtranslation:{after.pk}",
        content_hash(after),
    )
    assert list(second.get(page(after, "change")).context["signatures"]) == [signature]


@pytest.mark.parametrize(
    ("changes", "field"),
    (
        ({"password": "wrong"}, "password"),
        ({"reason": "short"}, "reason"),
        ({"status": "translated"}, "status"),
        ({"status": "authority-issued"}, "status"),
        ({"status": ""}, "status"),
    ),
)
def test_nothing_is_confirmed_unsigned_or_without_its_document(second, translation, changes, field):
    response = second.post(page(translation), SIGNED | changes)

    assert list(response.context["form"].errors) == [field]
    assert IndicationTranslation.objects.get() == translation
    assert not Signature.objects.exists()


def test_the_authority_s_own_text_names_its_document(second):
    [wording] = make.approved()
    translation = make.indication_translation(wording, source=make.source("label"))

    second.post(page(translation), SIGNED | {"status": "authority-issued"})

    assert IndicationTranslation.objects.latest("pk").status == "authority-issued"


def test_nobody_confirms_their_own_nor_an_older_one(second, translation):
    [wording] = make.approved("other", texts=("for children",))
    own = make.indication_translation(wording, translated_by=member("regulatory-reviewers"))
    second.post(page(translation), SIGNED)

    for each, words in ((own, "Nobody confirms their own"), (translation, "There is a newer")):
        response = second.post(page(each), SIGNED, follow=True)
        assert told(response)[-1].startswith(words)
        assert not response.context["may_confirm"]
    assert IndicationTranslation.objects.count() == 3


@pytest.mark.parametrize("status", ("reviewed", "authority-issued"))
def test_nobody_adds_one_as_confirmed(second, status):
    [wording] = make.approved()
    data = {"wording": wording.pk, "language": "zh-hans", "text": "用于成人", "status": status}

    response = second.post(reverse("admin:products_indicationtranslation_add"), data)

    assert list(response.context["adminform"].form.errors) == ["status"]
    assert not IndicationTranslation.objects.exists()


@pytest.mark.parametrize("role", ("editors", "publishers", "auditors", "administrators", "root"))
def test_others_confirm_nothing(translation, role):
    assert signed_in(role).post(page(translation), SIGNED).status_code == 403
    assert IndicationTranslation.objects.count() == 1
