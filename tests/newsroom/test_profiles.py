"""What a product profile and a pipeline table say, part by part, as of a moment."""

from datetime import UTC, date, datetime

import pytest

from ledger.actions import NOT_YET, NOW, Disclose, amend
from newsroom.assembly import articles, moment_for, profiles
from newsroom.assembly.pipeline import pipeline
from newsroom.assembly.profiles import profile
from newsroom.assembly.shown import Shown
from newsroom.enums import ProfilePart
from newsroom.requirements import findings_for
from pipeline.enums import Stage
from products.enums import DateBasis, EventKind, Metric, ProductClass, Qualifier, RightKind
from tests.factories import newsroom as made
from tests.factories import pipeline as programmes
from tests.factories import products as register
from tests.factories.ledger import day, evidence, person, recorded

pytestmark = pytest.mark.django_db


def shown_parts(*parts, locale="en", code=None):
    """Return the context of a profile with `parts`, and what was bound."""
    release = made.release()
    block = made.product_profile(release, *parts, code=code)
    shown = Shown(moment_for(release), locale, "1.productprofile")
    return profile(shown, block), shown


def test_identity_is_said_in_the_language_of_the_page():
    recorded(
        register.product_facts(
            inn_chinese="测试单抗",
            salt="testamab citrate",
            target="CD20",
            modality="monoclonal antibody",
            dose_form="injection",
            product_class=ProductClass.BIOSIMILAR,
            reference_brand="OLDAMAB (made up)",
        )
    )

    english, shown = shown_parts(ProfilePart.IDENTITY)

    assert english["identity"] == {
        "inn": "testamab citrate",
        "product_class": "Biosimilar",
        "modality": "monoclonal antibody",
        "target": "CD20",
        "dose_form": "injection",
        "reference": "OLDAMAB (made up)",
    }
    assert [bound["table"] for bound in shown.bindings] == ["products_productfacts"]


def test_contested_class_is_not_said():
    recorded(
        register.product_facts(product_class=ProductClass.CONTESTED, reference_brand="OTHERNIB")
    )

    context, _shown = shown_parts(ProfilePart.IDENTITY)

    assert (context["identity"]["product_class"], context["identity"]["reference"]) == ("", "")


def test_trade_names_stand_by_territory_without_variants():
    names = [
        register.trade_name(name="TESTAMAB"),
        register.trade_name(name="泰斯塔", language="zh-hans"),
        register.trade_name(name="TESTASTRA", code="US"),
        register.trade_name(name="Testa mab"),
    ]
    recorded(
        *(register.trade_name_version(name) for name in names[:2]),
        register.trade_name_version(names[2], mark="R"),
        register.trade_name_version(names[3], is_variant=True),
    )

    english, _shown = shown_parts(ProfilePart.TRADE_NAMES)

    assert english["trade_names"] == [
        {
            "territory": "Territory CN",
            "names": [{"name": "TESTAMAB", "lang": "en"}, {"name": "泰斯塔", "lang": "zh-hans"}],
        },
        {"territory": "Territory US", "names": [{"name": "TESTASTRA®", "lang": "en"}]},
    ]
    assert english["name"] == "TESTAMAB"


def test_name_not_in_force_yet_is_replaced_by_the_asset_code():
    recorded(register.trade_name_version(start="2040-01-01"))

    context, _shown = shown_parts(ProfilePart.TRADE_NAMES)

    assert context["name"] == "X-testamab"


def test_first_approval_keeps_the_precision_of_its_source():
    """The first of two approvals, by the name that the authority bore on that day (ADV-21)."""
    recorded(register.authority_name(end="2018-04-10", acronym="OLD"))
    recorded(register.authority_name(start="2018-04-10", acronym="NEW"))
    about = {"authority": register.authority(), "date_basis": DateBasis.STATED_MONTH}
    recorded(register.regulatory_event(date="May 2025", **about))
    recorded(register.regulatory_event(date="2017", **about))

    context, shown = shown_parts(ProfilePart.FIRST_APPROVAL)

    assert context["first_approval"] == {
        "territory": "Territory CN",
        "authority": "OLD",
        "date": "2017",
        "machine": "2017",
    }
    assert {bound["table"] for bound in shown.bindings} == {
        "products_regulatoryevent",
        "products_authorityname",
    }


def test_approvals_list_territories_by_date():
    register.approved(code="US", start="2024-04-29")
    register.approved(code="CN", start="May 2023")

    context, _shown = shown_parts(ProfilePart.APPROVALS)

    assert context["approvals"] == [
        {"territory": "Territory CN", "date": "May 2023", "machine": "2023-05"},
        {"territory": "Territory US", "date": "29 April 2024", "machine": "2024-04-29"},
    ]


def test_approval_keeps_its_day_when_the_licence_changes_hands():
    granted = recorded(register.authorisation_version(start="2025-05"))
    amend(
        granted,
        start=day("2026-01-01"),
        changes={"holder": register.organisation("next-holder")},
        by=person(),
        reason="transferred to another holder",
        evidence=evidence(),
        disclose=NOW,
    )

    context, shown = shown_parts(ProfilePart.APPROVALS)

    assert context["approvals"] == [
        {"territory": "Territory CN", "date": "May 2025", "machine": "2025-05"}
    ]
    assert [binding["shown"] for binding in shown.bindings] == ["Territory CN", "May 2025"]


def test_filings_are_the_accepted_and_undecided_ones():
    cases = [register.procedure(code=code) for code in ("CN", "US", "EU")]
    recorded(*cases)
    accepted = [
        register.regulatory_event(
            kind=EventKind.FILING_ACCEPTED, date=day, code=case.jurisdiction.code, procedure=case
        )
        for case, day in zip(cases, ("2024-12", "2025-02-02", "2040-01-01"), strict=True)
    ]
    recorded(*accepted)
    recorded(register.regulatory_event(date="2025-11-13", code="US", procedure=cases[1]))

    context, _shown = shown_parts(ProfilePart.FILINGS)

    assert [(row["territory"], row["date"]) for row in context["filings"]] == [
        ("Territory CN", "December 2024")
    ]


@pytest.mark.parametrize(
    "decision",
    (EventKind.REFUSED, EventKind.COMPLETE_RESPONSE, EventKind.WITHDRAWN_BY_APPLICANT),
)
def test_decided_application_is_no_longer_under_review(decision):
    case = register.procedure()
    recorded(case)
    accepted = {"kind": EventKind.FILING_ACCEPTED, "procedure": case}
    recorded(register.regulatory_event(date="2024-01-01", **accepted))
    recorded(register.regulatory_event(date="2024-06-01", kind=decision, procedure=case))

    assert shown_parts(ProfilePart.FILINGS)[0]["filings"] == []


def test_application_accepted_anew_is_under_review_again():
    case = register.procedure()
    recorded(case)
    accepted = {"kind": EventKind.FILING_ACCEPTED, "procedure": case}
    answer = {"kind": EventKind.COMPLETE_RESPONSE, "procedure": case}
    recorded(register.regulatory_event(date="2024-01-01", **accepted))
    recorded(register.regulatory_event(date="2024-06-01", **answer))
    recorded(register.regulatory_event(date="2024-09-01", **accepted))

    filings = shown_parts(ProfilePart.FILINGS)[0]["filings"]

    assert [row["date"] for row in filings] == ["1 September 2024"]


@pytest.mark.parametrize("count", (1, 3))
def test_filings_take_a_constant_number_of_queries(django_assert_num_queries, count):
    cases = [register.procedure() for _number in range(count)]
    recorded(*cases)
    about = {"kind": EventKind.FILING_ACCEPTED, "authority": register.authority()}
    recorded(*(register.regulatory_event(procedure=case, **about) for case in cases))
    release = made.release()
    block = made.product_profile(release, ProfilePart.FILINGS)
    shown = Shown(moment_for(release), "en", "1.productprofile")

    with django_assert_num_queries(2):
        filings = profiles.PARTS[ProfilePart.FILINGS](shown, block)

    assert len(filings) == count


def test_product_that_is_not_public_cannot_be_named():
    register.product("hiddenib")
    release = made.release()
    made.product_profile(release, ProfilePart.IDENTITY, of_product=register.product("hiddenib"))

    errors = [found for found in findings_for(release) if found.level == "error"]

    assert [(found.block, found.language) for found in errors] == [
        ("2.productprofile", "en"),
        ("2.productprofile", "zh-hans"),
    ]


def test_undisclosed_decision_does_not_show_by_its_absence():
    case = register.procedure()
    recorded(case)
    accepted = {"kind": EventKind.FILING_ACCEPTED, "date": "2025-01-01"}
    recorded(register.regulatory_event(procedure=case, **accepted))
    recorded(register.regulatory_event(date="2025-06-01", procedure=case), disclose=NOT_YET)

    context, _shown = shown_parts(ProfilePart.FILINGS)

    assert [row["date"] for row in context["filings"]] == ["1 January 2025"]


def test_owner_and_commercialising_company_are_those_of_the_day():
    """ADV-19: rights are asked by day."""
    owner, seller, former = (register.organisation(key) for key in ("owner", "seller", "former"))
    recorded(register.right_version(register.right(kind=RightKind.OWN, by=owner)))
    recorded(register.right_version(register.right(by=seller), territories=["CN"]))
    recorded(register.right_version(register.right(by=former), "2020-01-01", "2024-01-01"))
    register.jurisdiction()

    context, _shown = shown_parts(ProfilePart.OWNER)

    assert context["owner"] == [
        {"is_owner": True, "organisation": "owner (made up)", "territories": ["Territory CN"]},
        {"is_owner": False, "organisation": "seller (made up)", "territories": ["Territory CN"]},
    ]


def test_figure_is_the_latest_of_its_day():
    about = {"metric": Metric.TERRITORIES_APPROVED, "product": register.product()}
    recorded(
        register.company_figure("2024-08-22", value=48, **about),
        register.company_figure("2025-09-17", value=50, qualifier=Qualifier.OVER, **about),
        register.company_figure("2040-01-01", value=99, **about),
    )

    context, _shown = shown_parts(ProfilePart.FIGURE)

    assert context["figure"] == {
        "qualifier": "over",
        "value": "50",
        "date": "17 September 2025",
        "machine": "2025-09-17",
    }


def test_presentations_are_bound():
    register.approved()
    recorded(register.presentation_version())

    context, shown = shown_parts(ProfilePart.PRESENTATIONS, code="CN")

    assert context["presentations"] == [{"territory": "Territory CN", "strength": "100 mg"}]
    assert shown.bindings[0]["shown"] == "100 mg"


def test_part_without_facts_is_found_missing():
    recorded(register.product_facts())
    release = made.release()
    made.product_profile(release, ProfilePart.FIGURE)

    assert {(f.level, f.block, f.language) for f in findings_for(release)} == {
        ("warning", "2.productprofile", "en"),
        ("warning", "2.productprofile", "zh-hans"),
    }


def test_programmes_that_differ_in_region_only_are_one_line():
    asset = programmes.asset("X-1")
    china, america = (
        programmes.programme(asset, key=f"x-1-{code}", code=code) for code in ("CN", "US")
    )
    other = programmes.programme(asset, key="x-1-other", target_indication_en="another disease")
    recorded(programmes.asset_facts(asset, inn="testamab"))
    recorded(*(programmes.programme_stage(row, stage=Stage.PH3) for row in (china, america)))
    recorded(programmes.programme_stage(other, stage=Stage.PH2, is_cleared_only=True))
    release = made.release()
    block = made.pipeline_table(release, asset)
    shown = Shown(moment_for(release), "en", "2.pipelinetable")

    (row,) = pipeline(shown, block)["assets"]

    assert (row["code"], row["inn"], row["target"]) == ("X-1", "testamab", "made-up target")
    assert [(p["target_indication"], p["regions"], p["stage"]) for p in row["programmes"]] == [
        ("made-up disease", ["Territory CN", "Territory US"], "Phase 3"),
        ("another disease", ["Territory CN"], "Phase 2 (cleared)"),
    ]
    assert len(shown.bindings) == 4


def test_stage_is_that_of_the_release_day():
    """ADV-22 and BT-6: a dated page keeps the stage of its day."""
    asset = programmes.asset("X-1")
    programme = programmes.programme(asset)
    past = {"kind": "import", "disclose": Disclose(at=datetime(2024, 1, 1, tzinfo=UTC))}
    recorded(programmes.asset_facts(asset, "2020-01-01"), **past)
    recorded(
        programmes.programme_stage(programme, "2024-01-01", "2025-06-01", stage=Stage.PH2),
        programmes.programme_stage(programme, "2025-06-01", stage=Stage.PH3),
        **past,
    )
    release = made.release(originally_published_on=date(2025, 1, 1))
    made.pipeline_table(release, asset)

    text = articles(release, moment_for(release))["en"].plain

    assert "Phase 2" in text
    assert "Phase 3" not in text
