"""The adversarial cases of domain.md, section 10, that concern pages and what they rest on."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from ledger.actions import NOT_YET, NOW, Disclose, amend, correct, end, retract
from ledger.dates import ImpreciseDate
from ledger.enums import ChangeKind
from newsroom.enums import ProfilePart
from newsroom.models import Binding, EditionText
from products.models import IndicationVersion
from tests import factories as make
from tests.factories import newsroom

PAGE = "/en/products/testamab/"
BEFORE = "2025-01-10"


@pytest.fixture
def signed(db):
    return {
        "by": make.person(),
        "evidence": make.evidence("letter"),
        "reason": "As decided by the authority",
    }


@pytest.fixture
def wording(db):
    """A public wording with a page and a release that lists it."""
    [row] = make.approved(texts=["for the treatment of patients"], start=BEFORE)
    make.recorded(make.product_facts(start=BEFORE), make.trade_name_version(start=BEFORE))
    return row


def release_about(slug="announcement", **fields):
    release = newsroom.release(slug, **fields)
    newsroom.indication_list(release)
    return release


def articles():
    return list(EditionText.objects.visible().order_by("pk").values_list("article", "sha256"))


def bound_to(row):
    """Return the slugs of the releases that show a register row."""
    rows = Binding.objects.filter(table=row._meta.db_table, row=row.pk)
    return sorted(set(rows.values_list("edition__release__slug", flat=True)))


def test_adv_01_a_release_in_between_did_not_mention_it(wording, signed):
    newsroom.published(release_about())
    late = make.indication_version(make.indication(slot=2), "the second use", start=BEFORE)
    make.recorded(late, kind=ChangeKind.LATE_ENTRY, reason="The notice came later")

    assert (bound_to(wording), bound_to(late)) == (["announcement"], [])
    assert "the second use" not in articles()[0][0]


def test_adv_02_a_correction_leaves_the_release_and_mends_the_page(wording, signed, client):
    newsroom.published(release_about())
    before = articles()

    changes = {"text": "for the treatment of adult patients"}
    correction = correct(wording, changes=changes, disclose=NOW, **signed)

    assert articles() == before
    assert "treatment of patients" in before[0][0]
    assertContains(client.get(PAGE), "treatment of adult patients")
    assertNotContains(client.get(PAGE), "treatment of patients")
    wording.refresh_from_db()
    assert bound_to(wording) == ["announcement"]
    assert (wording.opened_by_id, wording.closed_by) == (1, correction)
    assert wording.closed_by.kind == ChangeKind.CORRECTION


def test_adv_02_a_correction_that_waits_is_not_shown(wording, signed, client):
    changes = {"text": "for the treatment of adult patients"}
    correct(wording, changes=changes, disclose=NOT_YET, **signed)

    assertContains(client.get(PAGE), "treatment of patients")
    assertNotContains(client.get(PAGE), "adult patients")


def test_adv_03_an_amendment_comes_on_its_day_in_the_territory(wording, signed, client):
    newsroom.published(release_about())
    before = articles()
    here = ZoneInfo("Asia/Shanghai")
    first = timezone.now().astimezone(here).date() + timedelta(days=3)
    midnight = datetime(first.year, first.month, first.day, tzinfo=here)

    changes = {"text": "narrowed"}
    amend(wording, start=ImpreciseDate.on(first), changes=changes, disclose=NOW, **signed)

    def public(at):
        return [row.text for row in IndicationVersion.objects.public(at).certain()]

    assert public(midnight - timedelta(seconds=1)) == ["for the treatment of patients"]
    assert public(midnight) == ["narrowed"]
    assertContains(client.get(PAGE), "treatment of patients")
    assert articles() == before
    wording.refresh_from_db()
    assert wording.closed_by.kind == ChangeKind.AMENDMENT


def test_adv_09_dateline_and_page_have_their_own_days(db):
    """The facts are those announced by the day of the page, not by that of the dateline."""
    for slot, announced in ((1, 19), (2, 20), (3, 21)):
        row = make.indication_version(make.indication(slot=slot), f"of the {announced}th", BEFORE)
        product = [make.authorisation_version(start=BEFORE), make.product_facts(start=BEFORE)]
        licence = product if slot == 1 else []
        at = datetime(2025, 8, announced, 10, tzinfo=ZoneInfo("Asia/Hong_Kong"))
        make.recorded(*licence, row, kind=ChangeKind.IMPORT, disclose=Disclose(at=at))
    release = release_about(
        dateline_en="SHANGHAI, 19 August 2025 (made up)",
        dateline_zh_hans="上海，2025年8月19日（虚构）",
        originally_published_on=date(2025, 8, 20),
    )

    edition = newsroom.published(release)

    english = edition.texts.get(locale="en")
    assert (edition.as_of, english.dated_on) == (date(2025, 8, 20), date(2025, 8, 20))
    assert "SHANGHAI, 19 August 2025 (made up)" in english.article
    assert 'datetime="2025-08-20"' in english.article
    shown = edition.bindings.filter(locale="en", table="products_indicationversion")
    assert [binding.shown for binding in shown] == ["of the 19th", "of the 20th"]


def test_adv_19_a_release_before_keeps_the_old_partner(wording, signed):
    old, new = (make.right(by=make.organisation(key)) for key in ("old-partner", "new-partner"))
    row = make.recorded(make.right_version(old, start=BEFORE))
    release = newsroom.release("partners")
    newsroom.product_profile(release, ProfilePart.OWNER)
    newsroom.published(release)
    before = articles()

    today = ImpreciseDate.on(timezone.now().date())
    successor = make.right_version(new, start=str(today.earliest))
    end([row], end=today, opens=[successor], disclose=NOW, **signed)

    assert "old-partner (made up)" in before[0][0]
    assert articles() == before


def test_adv_27_a_retraction_finds_every_release_that_showed_it(wording, signed):
    for number in range(5):
        newsroom.published(release_about(f"release-{number}"))

    retract([wording], disclose=NOW, **signed)

    assert bound_to(wording) == [f"release-{number}" for number in range(5)]
    shown = Binding.objects.filter(row=wording.pk, table=wording._meta.db_table, locale="en")
    assert set(shown.values_list("shown", flat=True)) == {"for the treatment of patients"}


def test_adv_32_a_translation_of_the_old_wording_is_never_current(wording, signed, client):
    make.indication_translation(wording, text="用于治疗患者（虚构）")
    assertContains(client.get("/zh-hans/products/testamab/"), "用于治疗患者（虚构）")

    changes = {"text": "for the treatment of adult patients"}
    correct(wording, changes=changes, disclose=NOW, **signed)

    page = client.get("/zh-hans/products/testamab/")
    assertNotContains(page, "用于治疗患者（虚构）")
    assertContains(page, "for the treatment of adult patients")


def test_a_planned_correction_comes_with_the_release(wording, signed):
    soon = timezone.now() + timedelta(days=2)
    secret = make.indication_version(make.indication(slot=2), "wrong")
    make.recorded(secret, disclose=Disclose(at=soon))
    correct(secret, changes={"text": "right"}, disclose=NOW, **signed)

    public = IndicationVersion.objects.public(soon, date(2026, 1, 1))

    assert sorted(row.text for row in public) == ["for the treatment of patients", "right"]


def test_a_release_announces_a_fact_as_mended(wording, signed):
    """The draft takes the fact in after its correction, and knows only the first change set."""
    fact = make.indication_version(make.indication(slot=2), "wrong")
    make.recorded(fact, disclose=NOT_YET)
    mend = correct(fact, changes={"text": "right"}, disclose=NOT_YET, **signed)
    release = release_about("later")
    release.announces.add(fact.opened_by)

    edition = newsroom.published(release)

    shown = edition.bindings.filter(locale="en", table="products_indicationversion")
    assert [b.shown for b in shown] == ["for the treatment of patients", "right"]
    assert edition.announces == [fact.opened_by_id, mend.seq]
    assert not IndicationVersion.objects.public().filter(text="wrong").exists()


def test_a_release_taken_back_takes_its_mended_fact_along(wording, signed):
    tomorrow, later = (timezone.now() + timedelta(days=days) for days in (1, 2))
    fact = make.indication_version(make.indication(slot=2), "wrong")
    make.recorded(fact, disclose=NOT_YET)
    release = release_about("later")
    release.announces.add(fact.opened_by)
    newsroom.published(release, at=tomorrow)
    mend = correct(fact, changes={"text": "right"}, disclose=NOT_YET, **signed)
    mend.disclosure.refresh_from_db()
    assert mend.disclosure.at is None

    newsroom.published(release, at=later)

    mend.disclosure.refresh_from_db()
    assert mend.disclosure.at == later
    public = IndicationVersion.objects.public(tomorrow).values_list("text", flat=True)
    assert not {"wrong", "right"} & set(public)


def test_a_fact_that_a_postponed_release_drops_is_hidden_again(wording, signed):
    tomorrow, later = (timezone.now() + timedelta(days=days) for days in (1, 2))
    fact = make.company_figure()
    make.recorded(fact, disclose=NOT_YET)
    release = release_about("later")
    release.announces.add(fact.opened_by)
    newsroom.published(release, at=tomorrow)
    release.announces.clear()

    newsroom.published(release, at=later)

    disclosure = fact.opened_by.disclosure
    disclosure.refresh_from_db()
    assert (disclosure.at, disclosure.reference) == (None, "")
