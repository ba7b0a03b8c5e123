"""Two moments or two territories side by side, word by word."""

from datetime import date

import pytest

from henlius.history.asking.comparing import comparison
from henlius.history.asking.question import Question
from ledger.actions import NOW, amend
from products.enums import ApprovalBasis
from products.models import Jurisdiction
from tests import factories as make
from tests.factories import day
from tests.staff import signed_in

pytestmark = pytest.mark.django_db

PAGE = "/admin/history/compare/"


def marked(runs):
    """Return runs as one text, what one side alone says in brackets."""
    return "".join(f"[{run.text}]" if run.kind else run.text for run in runs)


def words(first, second):
    """Return [(language, first side, second side)] of each pair."""
    return [
        [(one.lang, marked(one.first), marked(one.second)) for one in pair.wordings]
        for pair in comparison(first, second, "en").pairs
    ]


@pytest.fixture
def amended():
    """A wording of January, translated, that was narrowed in June, and translated again."""
    [wording] = make.approved(texts=["for adult patients with cancer"], start="2025-01-01")
    signed = {
        "by": make.person(),
        "evidence": make.evidence(),
        "reason": "Narrowed by the authority",
    }
    changes = {"text": "for adult women with cancer", "approval_basis": ApprovalBasis.CONDITIONAL}
    amend(wording, start=day("2025-06-01"), changes=changes, disclose=NOW, **signed)
    later = wording.indication.versions.get(closed_by=None, text=changes["text"])
    make.indication_translation(wording, text="用于成年癌症患者")
    make.indication_translation(later, text="用于成年女性癌症患者")
    return later


def test_two_moments_differ_by_words_in_both_languages(amended):
    before, after = Question(day=date(2025, 3, 1)), Question(day=date(2025, 7, 1))

    assert words(before, after) == [
        [
            ("en", "for adult [patients] with cancer", "for adult [women] with cancer"),
            ("zh-Hans", "用于成年癌症患者", "用于成年[女性]癌症患者"),
        ]
    ]


def test_the_same_moment_as_known_before(amended):
    then = Question(day=date(2025, 7, 1), seq=amended.opened_by_id - 1)

    [pair] = comparison(then, Question(day=date(2025, 7, 1)), "en").pairs

    assert [pair.first.text, pair.second.text] == [
        "for adult patients with cancer",
        "for adult women with cancer",
    ]
    assert [pair.first.basis, pair.second.basis] == ["", "conditional approval"]


def test_adv_13_the_same_words_differ_by_nothing(amended):
    [pair] = comparison(Question(day=date(2025, 7, 1)), Question(day=date(2025, 7, 1)), "en").pairs

    assert [one.differs for one in pair.wordings] == [False, False]


def test_territories_are_paired_by_use_then_by_words():
    us, eu = make.authorisation(code="US"), make.authorisation(code="EU")
    alike, other, far = make.concept("alike"), make.concept("other"), make.concept("far")
    rows = [
        (us, 1, alike, "for adults with disease"),
        (us, 2, other, "treatment of another disease in children"),
        (eu, 1, far, "prevention only"),
        (eu, 2, make.concept("wider"), "treatment of another disease in adults"),
        (eu, 3, alike, "for grown persons"),
    ]
    make.recorded(make.authorisation_version(us), make.authorisation_version(eu))
    for licence, slot, concept, text in rows:
        made = make.indication(licence, slot, concept=concept)
        make.recorded(make.indication_version(made, text))
    sides = [Question(jurisdiction=Jurisdiction.objects.get(code=code)) for code in ("US", "EU")]

    pairs = comparison(*sides, "en").pairs

    assert [(p.first and p.first.text, p.second and p.second.text) for p in pairs] == [
        (rows[0][3], rows[4][3]),
        (rows[1][3], rows[3][3]),
        (None, rows[2][3]),
    ]


def test_a_text_without_translation_is_no_difference(amended):
    make.approved("other", texts=["for adult patients with cancer, untranslated"])
    query = {"product": "other", "a-day": "2025-07-01", "b-day": "2025-07-01"}

    page = signed_in("auditors").get(PAGE, query).content.decode()

    assert "<del>" not in page
    assert "for adult patients with cancer, untranslated" in page


def test_the_page_marks_the_words(amended):
    page = signed_in("auditors").get(PAGE, {"a-day": "2025-03-01", "b-day": "2025-07-01"})

    assert "for adult <del>patients</del> with cancer" in page.content.decode()
    assert "用于成年<ins>女性</ins>癌症患者" in page.content.decode()


def test_what_cannot_be_read_is_told_at_its_side(amended):
    response = signed_in("auditors").get(PAGE, {"a-day": "x", "b-known": "99", "product": "y"})

    [(_first, first), (_second, second)] = response.context["sides"]
    assert (list(first.errors), list(second.errors)) == (["day"], ["known"])
    assert list(response.context["subject"].errors) == ["product"]
    assert 'name="a-day" value="x"' in response.content.decode()
    assert "found" not in response.context


def test_a_kind_without_uses_is_not_compared_by_one(amended):
    query = {"kind": "authorisation", "concept": "made-up-disease"}
    response = signed_in("auditors").get(PAGE, query)

    assert list(response.context["subject"].errors) == ["concept"]


@pytest.mark.parametrize("count", (1, 3))
def test_comparing_costs_a_constant_number_of_queries(count, django_assert_num_queries):
    for number in range(count):
        make.approved(f"product-{number}")

    with django_assert_num_queries(16):
        assert len(comparison(Question(), Question(), "en").pairs) == count
