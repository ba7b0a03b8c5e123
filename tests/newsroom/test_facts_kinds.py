"""What each kind of fact says, exactly, in both languages and on which rows it rests."""

import pytest
from django.utils import translation

from newsroom.assembly import moment_for
from newsroom.assembly.shown import Shown
from newsroom.facts.keys import Key
from newsroom.facts.kinds import KINDS, values_of
from newsroom.models import Release
from pipeline.enums import ProgrammeStatus, Stage
from products.enums import AuthorisationStatus, EventKind, Metric, Qualifier, RightKind
from tests.factories import newsroom as made
from tests.factories import pipeline as programmes
from tests.factories import products as register
from tests.factories.ledger import recorded

pytestmark = pytest.mark.django_db
ENGLISH = "CURAMAB"
CHINESE = "治单抗"


def value(key, locale="en", release=None):
    """Return the `Value` of the fact `key` now, or None."""
    with translation.override(locale):
        shown = Shown(moment_for(release or _release()), locale, "1.prose")
        found = values_of(shown, {Key.parse(key)})
    return found.get(Key.parse(key))


def said(key, **options):
    """Return what the fact says in English and in Chinese, each with its language where foreign."""
    release = _release()
    found = [value(key, locale, release=release) for locale in ("en", "zh-hans")]
    return [(one.text, one.lang) for one in found]


def _release():
    return made.release(f"release-{Release.objects.count()}")


def test_every_kind_has_words():
    assert all(str(kind.label) and str(kind.definition) for kind in KINDS.values())


def test_trade_name_is_that_of_its_territory_in_the_language_of_the_page():
    recorded(
        register.trade_name_version(register.trade_name(name=ENGLISH)),
        register.trade_name_version(register.trade_name(name=CHINESE, language="zh-Hans")),
        register.trade_name_version(register.trade_name(name="Elsewhere", code="US"), mark="TM"),
    )

    assert said("trade-name/testamab/CN") == [(ENGLISH, ""), (CHINESE, "")]
    assert said("trade-name/testamab/US") == [("Elsewhere™", ""), ("Elsewhere™", "en")]


def test_trade_names_of_one_territory_are_listed_and_variants_never():
    names = [register.trade_name(name=name) for name in ("Alphamab", "Betamab")]
    variant = register.trade_name(name="Alfamab")
    rows = [register.trade_name_version(name) for name in names]
    recorded(*rows, register.trade_name_version(variant, is_variant=True))

    found = value("trade-name/testamab/CN")

    assert found.text == "Alphamab, Betamab"
    assert [row.pk for row in found.rows] == [row.pk for row in rows]


def test_inn_of_a_product_is_said_with_its_salt_in_english():
    recorded(register.product_facts(salt="testamab citrate", inn_chinese="测试单抗"))

    assert said("inn/testamab") == [("testamab citrate", ""), ("测试单抗", "")]


def test_inn_without_a_chinese_form_is_marked_as_english():
    recorded(register.product_facts())

    assert said("inn/testamab") == [("testamab", ""), ("testamab", "en")]


def test_inn_of_an_asset():
    asset = programmes.asset("X-001")
    recorded(programmes.asset_facts(asset, inn="madeupmab", inn_chinese="虚构单抗"))

    assert said("inn/X-001") == [("madeupmab", ""), ("虚构单抗", "")]


def test_indication_is_its_wording_or_the_translation():
    [wording] = register.approved(texts=["for a made-up disease"])
    key = "indication/testamab.made-up-disease/CN"

    assert said(key) == [("for a made-up disease", ""), ("for a made-up disease", "en")]
    register.indication_translation(wording, text="用于虚构的疾病")
    assert value(key, "zh-hans").text == "用于虚构的疾病"


def test_indication_worded_differently_by_two_licences_has_no_value():
    first = register.authorisation()
    second = type(first).objects.create(
        product=first.product, jurisdiction=first.jurisdiction, authority=first.authority
    )
    recorded(
        register.authorisation_version(first),
        register.authorisation_version(second),
        register.indication_version(register.indication(first), "for one disease"),
        register.indication_version(register.indication(second), "for another disease"),
    )

    assert value("indication/testamab.made-up-disease/CN") is None


def test_approval_date_is_no_finer_than_its_source():
    first = register.regulatory_event(date="2025-05")
    later = register.regulatory_event(date="2025-09-15", kind=EventKind.SUPPLEMENTAL_INDICATION)
    recorded(first, later, register.event_indication(later))

    assert said("approval-date/testamab/CN") == [("May 2025", ""), ("2025年5月", "")]
    assert said("approval-date/testamab.made-up-disease/CN") == [
        ("15 September 2025", ""),
        ("2025年9月15日", ""),
    ]
    assert value("approval-date/testamab/CN").html == '<time datetime="2025-05">May 2025</time>'


def test_authority_goes_by_its_name_on_the_day_of_the_act():
    authority = register.authority()
    recorded(
        register.authority_name(authority, "2000-01-01", "2018-03-22", acronym="OLD"),
        register.authority_name(authority, "2018-03-22", acronym="NEW", name_chinese="新的虚构局"),
        register.regulatory_event(date="2017-05-01", authority=authority),
        register.regulatory_event(register.product("later"), "2020-05-01", authority=authority),
    )

    assert said("approval-authority/testamab/CN") == [("OLD", ""), ("OLD", "")]
    assert said("approval-authority/later/CN") == [("NEW", ""), ("新的虚构局", "")]


def test_number_of_territories_counts_what_is_granted_once_each():
    rows = [
        register.authorisation_version(register.authorisation(code=code)) for code in ("CN", "US")
    ]
    revoked = register.authorisation_version(
        register.authorisation(code="EU"), status=AuthorisationStatus.REVOKED
    )
    twin = register.authorisation(code="CN")
    twin = type(twin).objects.create(
        product=twin.product, jurisdiction=twin.jurisdiction, authority=twin.authority
    )
    rows.append(register.authorisation_version(twin))
    recorded(*rows, revoked)

    assert said("territories/testamab") == [("2", ""), ("2", "")]
    assert [row.pk for row in value("territories/testamab").rows] == [row.pk for row in rows]


def test_company_figure_is_the_newest_and_keeps_its_qualifier():
    about = {"metric": Metric.TERRITORIES_APPROVED, "product": register.product()}
    recorded(
        register.company_figure("2024-06-30", value=40, **about),
        register.company_figure("2025-06", value=50, qualifier=Qualifier.OVER, **about),
        register.company_figure("2025-06-30", value=560000, qualifier=Qualifier.MORE_THAN),
    )

    key = "company-figure/testamab.territories-approved"
    assert said(key) == [("over 50", ""), ("逾50个", "")]
    assert value(key).note == "as of June 2025"
    assert value("company-figure/patients-reached").text == "more than 560,000"


def test_stage_of_a_programme_and_of_none_that_has_ended():
    going, ended, unstated = (programmes.programme(key=key) for key in ("going", "ended", "none"))
    recorded(
        programmes.programme_stage(going, stage=Stage.PH1B_2),
        programmes.programme_stage(ended, status=ProgrammeStatus.DISCONTINUED),
        programmes.programme_stage(unstated, stage=Stage.NOT_STATED),
    )

    assert said("stage/going") == [("Phase 1b/2", ""), ("1b/2期临床", "")]
    assert value("stage/ended") is None
    assert value("stage/none") is None


def test_owner_and_commercialising_company_by_territory():
    owner = register.organisation("owner", name_zh_hans=None)
    recorded(
        register.right_version(register.right(kind=RightKind.OWN, by=owner), territories=[]),
        register.right_version(territories=["CN", "US"]),
    )

    assert said("owner/testamab") == [("owner (made up)", ""), ("owner (made up)", "en")]
    assert said("commercialiser/testamab/US") == [
        ("made-up-pharma (made up)", ""),
        ("made-up-pharma(虚构)", ""),
    ]
    assert value("commercialiser/testamab/EU") is None


@pytest.mark.parametrize(
    ("kinds", "english", "chinese"),
    (
        ([EventKind.FILING_ACCEPTED], "under review", "上市审评中"),
        ([EventKind.FILING_ACCEPTED, EventKind.NEW_STRENGTH], "approved", "已获批"),
        ([EventKind.REFUSED], "application refused", "申请不予批准"),
    ),
)
def test_filing_status_follows_from_the_last_event(kinds, english, chinese):
    case = register.procedure()
    events = [
        register.regulatory_event(date=f"2025-0{month}-01", kind=kind, procedure=case)
        for month, kind in enumerate(kinds, start=1)
    ]
    recorded(case, *events)

    assert said("filing/testamab/CN") == [(english, ""), (chinese, "")]


def test_what_lies_ahead_is_not_said():
    recorded(
        register.regulatory_event(date="2199-01-01"),
        register.company_figure("2199-01-01"),
        register.trade_name_version(start="2199-01-01"),
    )

    keys = (
        "approval-date/testamab/CN",
        "company-figure/patients-reached",
        "trade-name/testamab/CN",
    )
    assert [value(key) for key in keys] == [None, None, None]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", (1, 3))
def test_a_kind_costs_the_same_for_one_fact_and_for_three(kind, count, django_assert_num_queries):
    queries = {"inn": 2, "approval-date": 2, "approval-authority": 3, "filing": 2}
    world = [_everything(f"product-{number}", f"X-{number}") for number in range(count)]
    release = made.release()
    keys = {key for one in world for key in one if key.kind == kind}
    shown = Shown(moment_for(release), "en", "1.prose")

    with django_assert_num_queries(queries.get(kind, 1)):
        found = values_of(shown, keys)

    assert found.keys() == keys
    assert len(keys) == count


def _everything(slug, code):
    """Record a fact of each kind about one product and its programme; return their keys."""
    product, licence = register.product(slug), register.authorisation(register.product(slug))
    programme = programmes.programme(programmes.asset(code), key=slug)
    use = register.indication(licence)
    approval = register.regulatory_event(product, authority=register.authority())
    owned = register.right(product, RightKind.OWN)
    recorded(
        register.trade_name_version(register.trade_name(product, slug)),
        register.product_facts(product),
        register.indication_version(use),
        approval,
        register.authorisation_version(licence),
        register.company_figure(product=product),
        programmes.programme_stage(programme),
        register.right_version(owned, territories=[]),
        register.right_version(register.right(product)),
    )
    written = [
        f"trade-name/{slug}/CN",
        f"inn/{slug}",
        f"indication/{slug}.made-up-disease/CN",
        f"approval-date/{slug}/CN",
        f"approval-authority/{slug}/CN",
        f"territories/{slug}",
        f"company-figure/{slug}.patients-reached",
        f"stage/{slug}",
        f"owner/{slug}",
        f"commercialiser/{slug}/CN",
        f"filing/{slug}/CN",
    ]
    return [Key.parse(one) for one in written]
