"""Which territories an approval reaches, counting the members of a whole on their days."""

from datetime import date

import pytest

from ledger.actions import NOT_YET, NOW, end
from ledger.models import ChangeSet
from products.coverage import Covered, coverage, territories
from products.models import AuthorisationVersion
from tests import factories as make
from tests.factories import day

pytestmark = pytest.mark.django_db
LAST, FIRST_WITHOUT = "2020-12-31", "2021-01-01"


def covered(on, seq=None, **about):
    when = date.fromisoformat(on)
    return coverage(lambda model: model.objects.known(seq, when), **about)


def reached(on, **asked):
    return sorted(territories(covered(on, **asked)))


def members(*codes, **fields):
    versions = [
        make.membership_version(make.membership("EU", code), **{"start": "1958-01-01"} | fields)
        for code in codes
    ]
    return make.recorded(*versions)


@pytest.fixture
def signed():
    return {
        "by": make.person(),
        "evidence": make.evidence(),
        "reason": "The transition ended",
        "disclose": NOW,
    }


def test_adv_20_a_territory_leaves_a_whole(signed):
    make.approved(code="EU", start="2018-06-01")
    members("DE", "FR")
    left = members("GB", start="1973-01-01")
    end([left], end=day(FIRST_WITHOUT), **signed)
    head = ChangeSet.objects.count()

    assert reached(LAST) == ["DE", "FR", "GB"]
    assert reached(FIRST_WITHOUT) == ["DE", "FR"]
    assert reached(FIRST_WITHOUT, seq=head - 1) == ["DE", "FR", "GB"]
    assert AuthorisationVersion.objects.count() == 1


def test_adv_20_it_needs_a_licence_of_its_own_then():
    make.approved(code="EU", start="2018-06-01")
    members("GB", start="1973-01-01", end=FIRST_WITHOUT)
    make.approved(code="GB", start="2021-03-01")

    assert covered("2021-02-28") == [Covered("EU", "", "testamab", True)]
    assert [(row.code, row.through) for row in covered("2021-03-01")] == [("EU", ""), ("GB", "")]


def test_a_whole_without_known_members_counts_as_itself():
    make.approved(code="EU")

    assert reached("2026-01-01") == ["EU"]


def test_a_member_with_its_own_licence_counts_once():
    make.approved(code="EU")
    make.approved(code="DE")
    members("DE")

    assert [(row.code, row.through) for row in covered("2026-01-01")] == [
        ("DE", ""),
        ("DE", "EU"),
        ("EU", ""),
    ]
    assert reached("2026-01-01") == ["DE"]


def test_a_suspended_licence_covers_nothing():
    licence = make.authorisation(code="EU")
    make.recorded(make.authorisation_version(licence, status="suspended"))
    members("DE")

    assert covered("2026-01-01") == []


@pytest.mark.parametrize("uncertain", ("licence", "membership"))
def test_what_is_only_possible_is_not_certain(uncertain):
    start = {"licence": "2025-05-29", "membership": "2004-05-01"} | {uncertain: "May 2025"}
    make.approved(code="EU", start=start["licence"])
    members("PL", start=start["membership"])
    own = uncertain == "membership"

    assert covered("2025-05-29" if own else "2025-05-15") == [
        Covered("EU", "", "testamab", own),
        Covered("PL", "EU", "testamab", False),
    ]


def test_each_product_is_covered_on_its_own():
    make.approved("first", code="EU")
    make.approved("second", code="US")
    members("DE")

    assert reached("2026-01-01", product=make.product("first")) == ["DE"]
    assert reached("2026-01-01", product__slug="second") == ["US"]


def test_the_gate_is_the_caller_s():
    make.approved(code="EU", disclose=NOT_YET)
    members("DE")

    assert coverage(lambda model: model.objects.public()) == []


@pytest.mark.parametrize("count", (1, 3))
def test_coverage_is_one_query(django_assert_num_queries, count):
    for number in range(count):
        make.approved(f"drug-{number}", code="EU")
    members(*["DE", "FR", "IT"][:count])

    with django_assert_num_queries(1):
        assert len(covered("2026-01-01")) == count + count * count
