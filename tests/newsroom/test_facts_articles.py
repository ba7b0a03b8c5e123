"""Facts inside the sentences of an article: shown as they are at its moment, bound, or missing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from ledger.actions import NOT_YET, NOW, Disclose, retract
from newsroom.assembly import articles, moment_for
from newsroom.errors import NotReadyError
from newsroom.models import Boilerplate, BoilerplateBlock, Prose
from newsroom.requirements import findings_for
from tests.factories import newsroom as made
from tests.factories import products as register
from tests.factories.ledger import evidence, person, recorded

pytestmark = pytest.mark.django_db
NAME = '<span data-fact="trade-name/testamab/CN">{}</span>'
SECRET = "PLANTED-SECRET"


def release_saying(english, chinese="<p>虚构正文。</p>", **fields):
    release = made.release(**fields)
    Prose.objects.filter(parent=release).update(body_en=english, body_zh_hans=chinese)
    return release


def article(release, locale="en", at=None):
    return articles(release, moment_for(release, at))[locale]


def said(findings):
    """Return level, language and words of `findings`."""
    with translation.override("en"):
        return [(one.level, one.language, str(one.message)) for one in findings]


def named(name="TESTAMAB (made up)", language="en", disclose=NOW):
    of = register.trade_name(name=name, language=language)
    return recorded(register.trade_name_version(of), disclose=disclose)


def test_fact_says_its_value_in_the_language_of_the_article_and_is_bound():
    row = named()
    chinese = named("测试单抗", language="zh-Hans")
    release = release_saying(
        f"<p>On {NAME.format('TESTAMAB (made up)')} today.</p>",
        f"<p>今日{NAME.format('测试单抗')}。</p>",
    )

    english, in_chinese = article(release), article(release, "zh-hans")

    assert "<p>On TESTAMAB (made up) today.</p>" in english.html
    assert "<p>今日测试单抗。</p>" in in_chinese.html
    assert english.bindings == [
        {
            "place": "1.prose",
            "question": {"fact": "trade-name/testamab/CN"},
            "table": "products_tradenameversion",
            "row": row.pk,
            "change_set_id": row.opened_by_id,
            "shown": "TESTAMAB (made up)",
        }
    ]
    assert [bound["row"] for bound in in_chinese.bindings] == [chinese.pk]
    assert findings_for(release) == []


def test_foreign_value_carries_its_language():
    named()
    release = release_saying("<p>x</p>", f"<p>{NAME.format('TESTAMAB (made up)')}</p>")

    assert '<p><span lang="en">TESTAMAB (made up)</span></p>' in article(release, "zh-hans").html


def test_value_is_escaped():
    named('<img src=x onerror="alert(1)">&')
    release = release_saying(f"<p>{NAME.format('x')}</p>")

    html = article(release).html

    assert "<p>&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;</p>" in html
    assert "<img" not in html


def test_accepted_text_is_never_shown_in_place_of_a_value():
    release = release_saying(f"<p>On {NAME.format('TYPED')}.</p>")

    found = article(release)

    assert "<p>On <mark>[trade name: testamab, CN]</mark>.</p>" in found.html
    assert "TYPED" not in found.html
    assert said(found.findings) == [
        (
            "error",
            "en",
            "trade name: testamab, CN: the register holds nothing that is in force at this moment.",
        )
    ]
    with pytest.raises(NotReadyError):
        made.published(release)


def test_unknown_kind_is_an_error():
    release = release_saying('<p><span data-fact="no-such/testamab">TYPED</span></p>')

    [(level, _language, message)] = said(article(release).findings)

    assert level == "error"
    assert message.startswith("unknown kind of fact: testamab: ")


def test_undisclosed_fact_is_an_error_that_does_not_show_it():
    named(SECRET, disclose=NOT_YET)
    release = release_saying(f"<p>{NAME.format('TYPED')}</p>")

    found = article(release)

    assert SECRET not in found.html + found.plain + str(found.bindings)
    with translation.override("en"):
        [finding] = found.findings
        assert str(finding.message) == (
            "trade name: TESTAMAB (made up), Territory CN: "
            "it is recorded, but not public at this moment."
        )
    assert finding.level == "error"


def test_fact_that_the_release_announces_is_shown():
    row = named("NEWMAB", disclose=NOT_YET)
    release = release_saying(f"<p>{NAME.format('NEWMAB')}</p>")
    release.announces.set([row.opened_by])

    assert "<p>NEWMAB</p>" in article(release).html
    assert findings_for(release) == []


def test_fact_that_becomes_public_before_the_moment_is_shown():
    later = timezone.now() + timedelta(days=2)
    named("NEWMAB", disclose=Disclose(at=later))
    release = release_saying(f"<p>{NAME.format('NEWMAB')}</p>")

    assert "NEWMAB" not in article(release, at=later - timedelta(seconds=1)).html
    assert "<p>NEWMAB</p>" in article(release, at=later).html


def test_renamed_fact_shows_its_new_value_and_warns():
    row = named("OLDMAB")
    retract([row], by=person(), evidence=evidence(), reason="Made-up retraction of the name")
    named("NEWMAB")
    release = release_saying(f"<p>{NAME.format('OLDMAB')} &amp; {NAME.format('NEWMAB')}</p>")

    found = article(release)

    assert "<p>NEWMAB &amp; NEWMAB</p>" in found.html
    assert said(found.findings) == [
        (
            "warning",
            "en",
            "trade name: TESTAMAB (made up), Territory CN: “OLDMAB” was accepted in the text, "
            "it will say “NEWMAB”.",
        )
    ]


def test_standing_text_shows_facts_and_does_not_warn():
    named("NEWMAB")
    text = Boilerplate.objects.create(
        key="about",
        title_en="About",
        title_zh_hans="关于",
        body_en=f"<p>{NAME.format('OLDMAB')}</p>",
        body_zh_hans="<p>虚构</p>",
    )
    release = made.release()
    BoilerplateBlock.objects.create(parent=release, region="main", ordering=99, boilerplate=text)

    found = article(release)

    assert "<p>NEWMAB</p>" in found.html
    assert found.findings == []
    assert [bound["place"] for bound in found.bindings] == ["2.boilerplateblock"]


def test_name_of_another_territory_is_not_in_force_where_it_was_never_given():
    named("HOMEMAB")
    release = release_saying('<p><span data-fact="trade-name/testamab/US">HOMEMAB</span></p>')

    assert "HOMEMAB" not in article(release).html
    assert [one.level for one in article(release).findings] == ["error"]


def test_published_article_keeps_its_value_when_the_register_moves():
    row = named("OLDMAB")
    release = release_saying(f"<p>{NAME.format('OLDMAB')}</p>")
    edition = made.published(release)
    retract([row], by=person(), evidence=evidence(), reason="Made-up retraction of the name")

    text = edition.texts.get(locale="en")

    assert "<p>OLDMAB</p>" in text.article
    assert edition.bindings.filter(locale="en").values_list("shown", flat=True).get() == "OLDMAB"


@pytest.mark.parametrize("count", (1, 3))
def test_facts_of_a_text_cost_the_same_for_one_and_for_three(count, django_assert_num_queries):
    chips = ""
    for number in range(count):
        name = register.trade_name(register.product(f"product-{number}"), f"NAME-{number}")
        recorded(register.trade_name_version(name))
        chips += f'<span data-fact="trade-name/product-{number}/CN">NAME-{number}</span> '
    release = release_saying(f"<p>{chips}</p>", required_languages=["en"])
    plain = release_saying("<p>none</p>", slug="plain", required_languages=["en"])
    moment = moment_for(release)
    with CaptureQueriesContext(connection) as without:
        articles(plain, moment)

    with django_assert_num_queries(len(without) + 1):
        found = articles(release, moment)["en"]

    assert len(found.bindings) == count
    assert found.findings == []
