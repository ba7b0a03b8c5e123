"""What a change under review voids, and what it leaves signed: the parts that it touches, no others."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ledger.actions import NOT_YET, correct
from newsroom.actions import ask_review, publish, renew_review, return_release
from newsroom.enums import NoticeKind, ReleaseKind, StepKind
from newsroom.errors import NotUnderReviewError
from newsroom.models import (
    Boilerplate,
    BoilerplateBlock,
    Contact,
    Figure,
    Image,
    IndicationList,
    Notice,
    Prose,
    Release,
    Step,
    Topic,
)
from newsroom.scopes import standing
from newsroom.states import is_under_review
from tests.factories import newsroom as made
from tests.factories import products as register
from tests.factories.ledger import evidence, person, recorded

pytestmark = pytest.mark.django_db

EN, ZH, FACTS = "en", "zh-hans", "facts"
BOTH, ALL = {EN, ZH}, {EN, ZH, FACTS}
LAST = 1_000_000
NOON = datetime(2035, 5, 29, 12, tzinfo=ZoneInfo("Asia/Hong_Kong"))
CHIP = '<p>Of <span data-fact="trade-name/testamab/CN">TESTAMAB (made up)</span>.</p>'


@pytest.fixture
def whole(announcement, approved):
    """A release with everything that a change may touch, planned for noon of a day."""
    contact = Contact.objects.create(
        key="desk", name_en="Desk", name_zh_hans="部门", email="desk@example.com"
    )
    text = Boilerplate.objects.create(
        key="about",
        title_en="About",
        title_zh_hans="关于",
        body_en="<p>A</p>",
        body_zh_hans="<p>甲</p>",
    )
    picture = Image.objects.create(
        file="images/a.png", sha256="a" * 64, width=4, height=3, alt_en="A", alt_zh_hans="图"
    )
    for model, field, record in (
        (BoilerplateBlock, "boilerplate", text),
        (Figure, "image", picture),
    ):
        model.objects.create(parent=announcement, region="main", ordering=500, **{field: record})
    Release.objects.filter(pk=announcement.pk).update(contact=contact, planned_at=NOON)
    return Release.objects.get(pk=announcement.pk)


def fields(**values):
    return lambda release: Release.objects.filter(pk=release.pk).update(**values)


def first(model, **values):
    def change(release):
        pk = model.objects.filter(parent=release).first().pk
        model.objects.filter(pk=pk).update(**values)

    return change


def record(model, **values):
    return lambda release: model.objects.update(**values)


def hidden_wording(release):
    licence = IndicationList.objects.get(parent=release).product.authorisations.get()
    wording = register.indication_version(register.indication(licence, 2), "NEW (made up)")
    recorded(wording, disclose=NOT_YET)
    release.announces.add(wording.opened_by)


CHANGES = {
    "title in English": (fields(title_en="Other"), {EN}),
    "summary in Chinese": (fields(summary_zh_hans="别的"), {ZH}),
    "dateline in English": (fields(dateline_en="Shanghai"), {EN}),
    "text in Chinese": (first(Prose, body_zh_hans="<p>别的。</p>"), {ZH}),
    "fact put into English": (first(Prose, body_en=CHIP), {EN, FACTS}),
    "address": (fields(slug="another-address"), BOTH),
    "kind": (fields(kind=ReleaseKind.FILING), ALL),
    "price-sensitive": (fields(is_price_sensitive=True), {FACTS}),
    "what it announces": (hidden_wording, ALL),
    "topics": (lambda release: release.topics.add(Topic.objects.create(key="t")), set()),
    "announced at the exchange": (fields(exchange_announced_at=NOON), set()),
    "moment within the day": (fields(planned_at=NOON + timedelta(hours=11, minutes=59)), set()),
    "moment on another day": (fields(planned_at=NOON + timedelta(hours=12)), BOTH),
    "name of the contact": (record(Contact, name_en="Other desk"), {EN}),
    "address of the contact": (record(Contact, email="other@example.com"), BOTH),
    "standing text": (record(Boilerplate, body_zh_hans="<p>乙</p>"), {ZH}),
    "title of the standing text": (record(Boilerplate, title_en="Other"), {EN}),
    "description of the picture": (record(Image, alt_en="Other"), {EN}),
    "credit of the picture": (record(Image, credit="Somebody"), BOTH),
    "caption": (first(Figure, caption_en="Caption"), {EN}),
    "text added": (lambda release: made.prose(release), BOTH),
    "text moved": (first(Prose, ordering=LAST), BOTH),
    "text in one language only": (first(Prose, languages=["en"]), {ZH}),
    "wordings in one language only": (first(IndicationList, languages=["en"]), {ZH, FACTS}),
    "wordings removed": (
        lambda release: IndicationList.objects.filter(parent=release).delete(),
        ALL,
    ),
}


def voided(edition):
    return set(
        Step.objects.filter(edition=edition, kind=StepKind.VOIDED).values_list("scope", flat=True)
    )


def signed_parts(edition):
    return {part.scope for part in standing(edition) if part.signatures}


@pytest.mark.parametrize(("change", "touched"), CHANGES.values(), ids=CHANGES)
def test_a_change_voids_the_parts_that_it_touches(whole, change, touched):
    made.reviewed(whole)

    change(whole)
    edition = renew_review(whole, by=person("changer"))

    assert (edition is not None) == bool(touched)
    newest = Release.objects.get(pk=whole.pk).editions.first()
    assert voided(newest) == touched
    assert signed_parts(newest) == ALL - touched


@pytest.mark.parametrize(("change", "touched"), CHANGES.values(), ids=CHANGES)
def test_nobody_signs_a_part_that_their_change_voided(whole, change, touched):
    """Who changed a part is told by the fields saved, what it says by its hash: both agree."""
    made.reviewed(whole)

    change(whole)
    renew_review(whole, by=person("changer"))

    revision = whole.revisions.first()
    by_changer = set(revision.scopes) if revision.saved_by == person("changer") else set()
    assert touched <= by_changer


def test_what_changed_stands_with_the_step(whole):
    made.reviewed(whole)

    fields(title_en="Other title")(whole)
    renew_review(whole, by=person("changer"))

    step = Step.objects.get(kind=StepKind.VOIDED)
    assert (step.by, step.scope) == (person("changer"), EN)
    assert step.details == {
        "changes": [{"was": "Made-up title of made-up-release", "is": "Other title"}]
    }


def test_signers_and_writers_are_told_once_that_a_signature_was_voided(whole):
    made.reviewed(whole)

    fields(title_en="Other title")(whole)
    renew_review(whole, by=person("changer"))
    renew_review(whole, by=person("changer"))

    told = Notice.objects.filter(kind=NoticeKind.VOIDED).values_list(
        "recipient__username", flat=True
    )
    assert sorted(told) == ["editor", "reviewer"]


def test_a_signature_is_good_again_when_its_words_are_back(whole):
    edition = made.reviewed(whole)
    former = whole.title_en

    fields(title_en="Other")(whole)
    renew_review(whole, by=person("changer"))
    fields(title_en=former)(whole)
    again = renew_review(whole, by=person("changer"))

    assert again != edition
    assert signed_parts(again) == ALL


def test_a_fact_that_changed_voids_only_what_shows_it(whole, approved):
    made.reviewed(whole)
    first(IndicationList, languages=["en"])(whole)
    edition = renew_review(whole, by=person("changer"))
    made.sign(edition, [ZH, FACTS], by=made.reviewer("second"), method=made.SigningMethod.IMPORT)

    correct(
        approved,
        changes={"text": "corrected (made up)"},
        by=person(),
        reason="copied wrongly from the label",
        evidence=evidence(),
    )
    edition = renew_review(whole, by=person("changer"))

    assert signed_parts(edition) == {ZH}


def test_saving_without_a_change_disturbs_nobody(whole):
    edition = made.reviewed(whole)

    assert renew_review(whole, by=person("changer")) is None

    assert whole.editions.get() == edition
    assert whole.revisions.count() == 1


def test_a_draft_is_kept_but_not_frozen(whole):
    assert renew_review(whole, by=person("changer")) is None

    assert whole.revisions.get().saved_by == person("changer")
    assert not whole.editions.exists()


def test_a_release_that_is_not_ready_any_more_goes_back_to_its_writers(whole):
    made.reviewed(whole)

    fields(title_en="")(whole)
    assert renew_review(whole, by=person("changer")) is None

    step = whole.steps.first()
    assert (step.kind, step.by) == (StepKind.RETURNED, None)
    assert "The title is missing in English." in step.reason
    assert not is_under_review(whole)


def test_a_returned_release_is_not_published_with_its_signatures(whole):
    edition = made.reviewed(whole, at=NOON)

    return_release(whole, by=person("reviewer"), reason="Say less (made up)")

    with pytest.raises(NotUnderReviewError):
        publish(edition, by=person("publisher"), at=NOON)


def test_asking_again_keeps_the_signatures_of_a_returned_release(whole):
    made.reviewed(whole)
    return_release(whole, by=person("reviewer"), reason="Say less (made up)")

    edition = ask_review(whole, by=person("editor"))

    assert signed_parts(edition) == ALL
    publish(edition, by=person("publisher"), at=NOON)


def test_only_a_release_under_review_is_returned(whole):
    with pytest.raises(NotUnderReviewError):
        return_release(whole, by=person("reviewer"), reason="Say less (made up)")


def test_moving_the_moment_within_the_day_needs_no_new_signature(whole):
    made.reviewed(whole, at=NOON)
    later = NOON + timedelta(hours=3)

    edition = ask_review(whole, by=person("editor"), at=later)

    publish(edition, by=person("publisher"), at=later)
    assert not Step.objects.filter(kind=StepKind.VOIDED).exists()
