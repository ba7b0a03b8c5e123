"""Q3 and Q5 of domain.md: what the site showed, and which pages depend on a fact or a change."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ledger.actions import NOW, amend, correct
from ledger.enums import ChangeKind
from ledger.models import ChangeSet
from newsroom.models import EditionText, Publication
from tests import factories as make
from tests.factories import day
from tests.factories import newsroom as made
from tests.staff import signed_in

PAGE = "/admin/history/"
ADDRESS = f"/en/news/{timezone.localdate().year}/about-it/"
TEXT = "Made-up wording for patients"
MENDED = f"{TEXT}, adult"


@pytest.fixture(scope="module")
def told(own_database):
    """One release shows a wording that is then corrected, one what is amended, one none of it.

    A second indication of the product is recorded late, after all of them.
    """
    [wording] = make.approved(start="2025-05-29", texts=[TEXT])
    make.recorded(make.product_facts(), make.trade_name_version())
    release, beside, after = map(made.release, ("about-it", "beside-it", "after-it"))
    made.indication_list(release)
    made.indication_list(after)
    made.product_profile(beside, "trade-names", code="CN")
    made.published(release)
    made.published(beside)
    signed = {"by": make.person(), "evidence": make.evidence(), "reason": "The letter says so"}
    corrected = correct(wording, changes={"text": MENDED}, **signed)
    made.published(after)
    held = wording.indication.versions.get(closed_by=None)
    amended = amend(held, start=day("2026-03-01"), changes={}, disclose=NOW, **signed)
    late = make.recorded(
        make.indication_version(make.indication(slot=2), "Late wording", "2026-01-01"),
        kind=ChangeKind.LATE_ENTRY,
    )
    return {"wording": wording, "corrected": corrected, "amended": amended, "late": late}


@pytest.fixture
def world(told, shared):
    return told


def json_of(page, **query):
    response = signed_in("auditors").get(f"{PAGE}{page}", query)
    assert response.status_code == 200, response.content
    return response.json()


def first_shown():
    return Publication.objects.get(release__slug="about-it").visible.lower


def test_q3_what_the_site_showed(world):
    at = (first_shown() + timedelta(microseconds=1)).isoformat()
    answer = json_of("shown.json", address=f"https://anywhere{ADDRESS}", at=at)

    text = EditionText.objects.get(slug="about-it", locale="en")
    assert answer["edition"]["sha256"] == text.sha256
    assert answer["edition"]["article"] == text.article
    assert answer["edition"]["is_intact"] is True
    assert (answer["edition"]["release"], answer["edition"]["number"]) == ("about-it", 1)
    assert (answer["as_of"], answer["seq"]) == (text.edition.as_of.isoformat(), text.edition.seq)
    assert {(one["shown"], one["product"]) for one in answer["words"]} == {
        (TEXT, "testamab"),
        ("TESTAMAB (made up)", "testamab"),
    }


def test_q3_before_it_was_public_nothing_was_shown(world):
    at = (first_shown() - timedelta(microseconds=1)).isoformat()
    answer = json_of("shown.json", address=ADDRESS, at=at)

    assert (answer["edition"], answer["words"], answer["as_of"]) == (None, [], None)
    assert answer["not_recorded_before"] is not None


def test_q3_the_words_about_another_product_are_none(world):
    make.product("other")
    answer = json_of("shown.json", address=ADDRESS, at=timezone.now().isoformat(), product="other")

    assert answer["words"] == []
    assert answer["edition"]["number"] == 1


def test_q3_a_living_page_leads_to_the_register(world):
    query = {"address": "/en/products/testamab/", "at": timezone.now().isoformat()}
    page = signed_in("auditors").get(f"{PAGE}shown/", query)

    assert json_of("shown.json", **query)["living_page"] == "testamab"
    assert "?product=testamab&amp;public=" in page.content.decode()


def test_q3_the_page_shows_the_bytes_and_their_hash(world):
    query = {"address": ADDRESS, "at": timezone.now().isoformat()}
    page = signed_in("auditors").get(f"{PAGE}shown/", query).content.decode()

    text = EditionText.objects.get(slug="about-it", locale="en")
    assert text.sha256 in page
    assert text.article in page


@pytest.mark.parametrize("address", ("/en/", "/nowhere/", "not an address", "/en/news/2025/"))
def test_q3_what_is_no_page_is_refused_and_kept(world, address):
    query = {"address": address, "at": "2025-09-17 08:00"}
    response = signed_in("auditors").get(f"{PAGE}shown.json", query)
    page = signed_in("auditors").get(f"{PAGE}shown/", query).content.decode()

    assert response.status_code == 400
    assert list(response.json()["errors"]) == ["address"]
    assert f'value="{address}"' in page


def places_of(answer, name="dependents"):
    return {
        (one["release"], one["locale"], one["shown"], one["state"], one["kind"])
        for one in answer[name]
    }


LOCALES = ("en", "zh-hans")
WRONG = {("Made-up title of about-it", locale, TEXT, "public", "erratum") for locale in LOCALES}
OLD = {("Made-up title of after-it", locale, MENDED, "public", "historical") for locale in LOCALES}


def test_q5_pages_that_depend_on_a_row(world):
    """The row of today replaced those that the releases show."""
    today = world["wording"].indication.versions.filter(closed_by=None).last()
    first = json_of("dependents.json", row=f"products.indicationversion:{world['wording'].pk}")
    last = json_of("dependents.json", row=f"products.indicationversion:{today.pk}")

    assert places_of(first) == WRONG
    assert places_of(last) == WRONG | OLD
    assert (first["act"], first["touched"], first["did_not_mention"]) == (None, [], [])
    assert first["seq"] == ChangeSet.objects.first().seq
    assert first["as_of"] == timezone.localdate().isoformat()


def test_q5_adv_2_a_correction_makes_pages_wrong(world):
    answer = json_of("dependents.json", change_set=world["corrected"].seq)

    [touched] = answer["touched"]
    assert (touched["release"], touched["edition"]) == ("Made-up title of about-it", 1)
    assert touched["kind"] == "erratum"
    assert places_of(touched, "places") == WRONG
    assert places_of(answer) == OLD


def test_q5_adv_3_an_amendment_makes_pages_merely_old(world):
    answer = json_of("dependents.json", change_set=world["amended"].seq)

    [touched] = answer["touched"]
    assert (touched["release"], touched["kind"]) == ("Made-up title of after-it", "historical")
    assert places_of(touched, "places") == OLD
    assert answer["dependents"] == []


def test_q5_adv_1_a_late_entry_makes_none_wrong_but_some_silent(world):
    answer = json_of("dependents.json", change_set=world["late"].opened_by_id)

    assert answer["touched"] == []
    assert {one["release"] for one in answer["did_not_mention"]} == {
        "Made-up title of about-it",
        "Made-up title of after-it",
        "Made-up title of beside-it",
    }


def test_q5_the_page_says_so(world):
    client = signed_in("auditors")
    wrong = client.get(f"{PAGE}dependents/", {"change_set": world["corrected"].seq})
    silent = client.get(f"{PAGE}dependents/", {"change_set": world["late"].opened_by_id})

    assert "Erratum candidate" in wrong.content.decode()
    assert "Did not mention it" in silent.content.decode()


@pytest.mark.parametrize(
    ("query", "field"),
    (
        ({"change_set": "999"}, "change_set"),
        ({"change_set": "9" * 5000}, "change_set"),
        ({"change_set": "x"}, "change_set"),
        ({"row": "products.product:1"}, "row"),
        ({"row": "products.indicationversion:0"}, "row"),
        ({"row": "nothing"}, "row"),
        ({}, "__all__"),
        ({"row": "", "change_set": ""}, "__all__"),
    ),
)
def test_q5_what_cannot_be_read_is_refused(world, query, field):
    response = signed_in("auditors").get(f"{PAGE}dependents.json", query)

    assert response.status_code == 400
    assert list(response.json()["errors"]) == [field]


def test_an_answer_tells_what_was_written_from_it(world):
    query = {"day": "2025-09-17", "product": "testamab"}
    [today] = json_of("in-force.json", **query)["answers"]

    assert places_of(today) == WRONG | OLD
    assert today["dependents_count"] == 4
    assert {page["url"] for page in today["living_pages"]} == {
        "/en/products/testamab/",
        "/en/products/testamab/indications/",
        "/zh-hans/products/testamab/",
        "/zh-hans/products/testamab/indications/",
    }
