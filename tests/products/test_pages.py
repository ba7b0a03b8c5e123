"""What the product pages assemble."""

import pytest
from django.utils import timezone

from ledger.actions import NOT_YET, NOW, amend
from products.enums import (
    AuthorisationStatus,
    EventKind,
    ProductClass,
    RightKind,
    TranslationStatus,
    WordingKind,
)
from products.pages import by_area, product_cards
from tests import factories as make

pytestmark = pytest.mark.django_db

# Cards


def test_card_speaks_the_language_of_the_page(product):
    (english,), (chinese,) = product_cards("en"), product_cards("zh-hans")

    assert (english.name, english.name_alt, english.inn) == ("TESTANING", "试妥宁", "testamab")
    assert (chinese.name, chinese.name_alt, chinese.inn) == ("试妥宁", "TESTANING", "试单抗")


def test_card_without_a_public_name_goes_by_its_code():
    make.recorded(make.product_facts())
    make.recorded(make.trade_name_version(), disclose=NOT_YET)

    assert [card.name for card in product_cards("en")] == ["X-testamab"]


def test_card_counts_territories_certainly_in_force(product):
    today = timezone.now().date()
    make.approved(code="CN")
    make.approved(code="US")
    make.approved(code="GB", disclose=NOT_YET)
    suspended = make.authorisation_version(
        make.authorisation(code="EU"), status=AuthorisationStatus.SUSPENDED
    )
    possible = make.authorisation_version(
        make.authorisation(code="AU"), f"{today.year}-01-01/{today.year + 1}-01-01"
    )
    make.recorded(suspended, possible)

    (card,) = product_cards("en")

    assert card.territories == "Approved in 2 territories"


def test_cards_stand_under_their_first_area():
    for slug, areas in (
        ("a", ["oncology"]),
        ("b", ["autoimmune", "oncology"]),
        ("c", ["oncology"]),
    ):
        make.recorded(make.product_facts(make.product(slug, areas=areas)))

    groups = by_area(product_cards("en"))

    assert [(area, len(cards)) for area, cards in groups] == [("oncology", 2), ("autoimmune", 1)]
    assert groups[1][1][0].areas == "autoimmune, oncology"


def test_card_does_not_claim_a_contested_class():
    make.recorded(make.product_facts(product_class=ProductClass.CONTESTED))

    assert [card.product_class for card in product_cards("en")] == [""]


# The product's page


def test_names_carry_marks_and_leave_out_spellings_of_sources(product, page_of):
    make.approved()

    page = page_of()

    assert [name.name for name in page.approvals[0].names] == ["TESTANING®", "试妥宁"]
    assert [(fact.label, fact.value) for fact in page.other_names] == [("Territory AU", "AUSTAMAB")]
    assert (page.title.name, page.title.lang) == ("TESTANING", "en")


def test_approval_says_its_first_day_as_finely_as_known(product, page_of):
    licence = make.authorisation()
    holder = make.organisation("holder")
    make.recorded(
        make.authorisation_version(licence, "2025-05", "2025-09-01"),
        make.authorisation_version(
            licence, "2025-09-01", status=AuthorisationStatus.SUSPENDED, holder=holder
        ),
    )

    (approval,) = page_of().approvals

    assert (approval.since, approval.since_datetime) == ("May 2025", "2025-05")
    assert (approval.status, approval.tone) == ("Suspended", "caution")
    assert approval.holder == "holder (made up)"


def test_authority_is_called_as_on_the_day_of_the_act(product, page_of):
    """ADV-21."""
    of = make.authority()
    make.recorded(
        make.authority_name(of, "2013-03-22", "2018-03-01", acronym="CFDA", name_english="Old"),
        make.authority_name(of, "2018-03-01", acronym="NMPA", name_english="New"),
        make.authorisation_version(start="2017-06-01"),
        make.regulatory_event(date="2017-06-01", authority=of),
        make.regulatory_event(date="2019", authority=of),
    )

    page = page_of()

    assert [approval.authority for approval in page.approvals] == ["Old (CFDA)"]
    assert [event.detail.split(" · ")[0] for event in page.timeline] == ["NMPA", "CFDA"]


def test_territories_with_the_same_list_share_it(product, page_of):
    make.approved(code="CN", texts=["one", "two"])
    make.approved(code="US", start="2025-07-01", texts=["one"])
    make.approved(code="EU", start="2025-07-01", texts=["one"])
    make.approved(code="AU", start="2025-08-01", texts=["one"])

    uses = page_of().uses

    assert [(use.territories, [w.wording for w in use.wordings]) for use in uses] == [
        ("Territory CN", ["one", "two"]),
        ("Territory EU, Territory US, Territory AU", ["one"]),
    ]
    assert uses[0].wordings[0].period == "In force from: 29 May 2025"
    assert uses[1].wordings[0].period == ""


def test_wording_that_is_no_label_says_so(product, page_of):
    licence = make.authorisation()
    make.recorded(
        make.authorisation_version(licence),
        make.indication_version(
            make.indication(licence, 1), "short", wording_kind=WordingKind.ABBREVIATED
        ),
        make.indication_version(
            make.indication(licence, 2), "heard", wording_kind=WordingKind.REPORTED
        ),
    )

    (use,) = page_of().uses

    assert [wording.note for wording in use.wordings] == [
        "Abbreviated: not the full text of the label.",
        "As reported by others: not taken from the label.",
    ]


def test_newest_translation_of_exactly_this_text_is_shown(product, page_of):
    (current,) = make.approved(texts=["current"])
    make.indication_translation(current, text="旧译文")
    make.indication_translation(current, text="译文")
    stale = make.indication_version(make.indication(slot=2), "stale")
    make.indication_translation(stale, text="过期译文")

    (use,) = page_of("zh-hans").uses
    (wording,) = use.wordings

    assert (wording.wording, wording.lang) == ("current", "en")
    assert (wording.translation, wording.translation_lang) == ("译文", "zh-Hans")
    assert wording.is_official_translation is False


def test_translation_of_the_authority_is_official(product, page_of):
    (current,) = make.approved()
    make.indication_translation(current, status=TranslationStatus.AUTHORITY_ISSUED)

    assert page_of("zh-hans").uses[0].wordings[0].is_official_translation is True


def test_new_wording_starts_untranslated(product, page_of):
    """ADV-32: a translation of the old wording never stands in for the new one."""
    (old,) = make.approved(texts=["old"])
    make.indication_translation(old, text="旧")
    amend(
        old,
        start=make.day("2025-08-01"),
        changes={"text": "new"},
        by=make.person(),
        reason="A new label",
        evidence=make.evidence(),
        disclose=NOW,
    )

    (wording,) = page_of("zh-hans").uses[0].wordings

    assert (wording.wording, wording.translation) == ("new", "")
    assert wording.note == "暂无译文，以登记时的语言显示。"


def test_indications_of_a_suspended_licence_say_so(product, page_of):
    licence = make.authorisation()
    make.recorded(
        make.authorisation_version(licence, status=AuthorisationStatus.SUSPENDED),
        make.indication_version(make.indication(licence)),
    )

    (wording,) = page_of().uses[0].wordings

    assert wording.note == "The marketing authorisation is suspended."


def test_strengths_are_in_order_of_their_size(product, page_of):
    licence = make.authorisation()
    vials = [
        make.presentation_version(make.presentation(licence, strength), dose_form="injection")
        for strength in ("150 mg/vial", "60 mg/vial")
    ]
    make.recorded(make.authorisation_version(licence), *vials)

    facts = [(fact.label, fact.value, fact.note) for fact in page_of().presentations]

    assert facts == [("Territory CN", "60 mg/vial, 150 mg/vial", "Injection")]


def test_rights_name_their_territories(product, page_of):
    for code in ("CN", "US", "EU"):
        make.jurisdiction(code)
    owner = make.right(product, RightKind.OWN, make.organisation("owner"))
    seller = make.right(product, RightKind.COMMERCIALISE, make.organisation("seller"))
    make.recorded(
        make.right_version(seller, territories=["US", "CN"], excluded=["EU"], is_exclusive=True),
        make.right_version(owner, territories=[]),
    )

    rights = [(fact.label, fact.value, fact.note) for fact in page_of().rights]

    assert rights == [
        ("Owner", "owner (made up)", ""),
        (
            "Commercialisation",
            "seller (made up)",
            "Territory US, Territory CN, except Territory EU; exclusive",
        ),
    ]


def test_timeline_is_newest_first_and_no_finer_than_its_sources(product, page_of):
    make.approved()
    second = make.regulatory_event(date="2025-09", kind=EventKind.SUPPLEMENTAL_INDICATION)
    make.recorded(
        make.regulatory_event(date="2024-12-04/2025-01-20", kind=EventKind.FILING_ACCEPTED),
        second,
        make.event_indication(second),
        evidence=make.evidence("letter", "report"),
    )

    events = page_of().timeline

    assert [(event.date, event.datetime, event.title) for event in events] == [
        ("September 2025", "2025-09", "Additional indication approved"),
        ("between 4 December 2024 and 20 January 2025", "", "Application accepted for review"),
    ]
    assert events[0].detail == "made-up-disease (made up) · 2 sources"
