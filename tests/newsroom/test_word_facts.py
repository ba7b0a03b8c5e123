"""Names and wordings that the register knows, offered in texts from Word."""

import re

import pytest
from django.urls import reverse

from ledger.actions import NOT_YET
from newsroom.models import Prose, Release
from newsroom.word.offers import with_facts
from newsroom.word.placing import bring
from newsroom.word.planning import plan_for
from tests import factories as register
from tests.factories.ledger import person, recorded
from tests.staff import signed_in
from tests.word_files import docx, link, p, run

pytestmark = pytest.mark.django_db
WORDING = "the treatment of adult patients with a made-up disease"


@pytest.fixture
def release():
    return Release.objects.create(
        slug="made-up", kind="notice", title_en="News", required_languages=["en", "zh-hans"]
    )


@pytest.fixture
def known():
    """A product with a name in each script, an INN and a wording, all in CN."""
    english = register.trade_name(name="MADEUPIN")
    recorded(
        register.product_facts(inn="madeupinab", inn_chinese="虚构单抗"),
        register.authorisation_version(),
        register.indication_version(text=WORDING),
        register.trade_name_version(english),
        register.trade_name_version(register.trade_name(name="虚构宁", language="zh-Hans")),
    )


def brought(release, english=(), chinese=(), **options):
    texts = {"en": english, "zh-hans": chinese}
    files = {
        locale: ("made-up.docx", docx(*paragraphs, **options), False)
        for locale, paragraphs in texts.items()
        if paragraphs
    }
    return bring(release, files, by=person("editor"))


def offered(word_import):
    return [
        (offer.locale, offer.text, [str(choice.key) for choice in offer.choices])
        for offer in plan_for(word_import).offers
    ]


def place(word_import, accepted):
    args = [word_import.release_id, word_import.pk]
    address = reverse("admin:newsroom_release_word_import", args=args)
    return signed_in("editors").post(address, accepted)


def test_names_inn_and_whole_wordings_are_offered(known, release):
    word_import = brought(
        release,
        [p(f"MADEUPIN (madeupinab) is for {WORDING}, not MADEUPINX.")],
        [p("虚构宁（虚构单抗）在中国获批。")],
    )

    assert offered(word_import) == [
        ("en", "MADEUPIN", ["trade-name/testamab/CN"]),
        ("en", "madeupinab", ["inn/testamab"]),
        ("en", WORDING, ["indication/testamab.made-up-disease/CN"]),
        ("zh-hans", "虚构宁", ["trade-name/testamab/CN"]),
        ("zh-hans", "虚构单抗", ["inn/testamab"]),
    ]


def test_accepted_fact_becomes_one_and_refused_stays_text(known, release):
    word_import = brought(release, [p("MADEUPIN & ", run("MADEUPIN", "w:b"), ".")])
    first, _second = plan_for(word_import).offers

    place(word_import, {first.name: "trade-name/testamab/CN"})

    assert Prose.objects.get().body_en == (
        '<p><span data-fact="trade-name/testamab/CN">MADEUPIN</span> &amp; '
        "<strong>MADEUPIN</strong>.</p>"
    )
    word_import.refresh_from_db()
    assert word_import.outcome["facts"] == 1


def test_all_facts_of_both_languages_are_set_where_they_stood(known, release):
    word_import = brought(release, [p("A MADEUPIN b madeupinab c")], [p("甲虚构宁乙虚构单抗丙")])

    place(word_import, {o.name: str(o.choices[0].key) for o in plan_for(word_import).offers})

    text = Prose.objects.get()
    mark = '<span data-fact="{}">{}</span>'.format
    assert text.body_en == (
        f"<p>A {mark('trade-name/testamab/CN', 'MADEUPIN')} b {mark('inn/testamab', 'madeupinab')} c</p>"
    )
    assert text.body_zh_hans == (
        f"<p>甲{mark('trade-name/testamab/CN', '虚构宁')}乙{mark('inn/testamab', '虚构单抗')}丙</p>"
    )


def test_name_in_another_script_says_what_it_becomes(known, release):
    (offer,) = plan_for(brought(release, [p("It is 虚构宁 at home.")])).offers

    assert (offer.text, offer.becomes) == ("虚构宁", "MADEUPIN")


def test_the_longest_comes_first_and_nothing_overlaps(known, release):
    recorded(
        register.trade_name_version(register.trade_name(name="MADEUPIN PLUS", code="HK")),
    )

    assert offered(brought(release, [p("MADEUPIN PLUS and MADEUPIN")])) == [
        ("en", "MADEUPIN PLUS", ["trade-name/testamab/HK"]),
        ("en", "MADEUPIN", ["trade-name/testamab/CN"]),
    ]


def test_one_name_in_two_territories_is_a_choice(known, release):
    recorded(register.trade_name_version(register.trade_name(name="MADEUPIN", code="HK")))
    word_import = brought(release, [p("MADEUPIN")])
    (offer,) = plan_for(word_import).offers

    assert [str(choice.key) for choice in offer.choices] == [
        "trade-name/testamab/CN",
        "trade-name/testamab/HK",
    ]
    place(word_import, {offer.name: "trade-name/testamab/HK"})
    assert "trade-name/testamab/HK" in Prose.objects.get().body_en


@pytest.mark.parametrize("sent", ("trade-name/other/CN", "inn/testamab", "", '"><script>'))
def test_only_what_was_offered_there_is_accepted(known, release, sent):
    word_import = brought(release, [p("MADEUPIN")])
    (offer,) = plan_for(word_import).offers

    place(word_import, {offer.name: sent, "fact-9.en.0": "trade-name/testamab/CN"})

    assert Prose.objects.get().body_en == "<p>MADEUPIN</p>"


def test_addresses_of_links_stay(known, release):
    address = "https://example.com/MADEUPIN"
    word_import = brought(release, [p(link("MADEUPIN", "l1"))], links={"l1": address})
    (offer,) = plan_for(word_import).offers

    place(word_import, {offer.name: "trade-name/testamab/CN"})

    assert Prose.objects.get().body_en == (
        f'<p><a href="{address}"><span data-fact="trade-name/testamab/CN">MADEUPIN</span></a></p>'
    )


def test_fact_that_is_not_public_yet_says_so(release):
    recorded(register.product_facts(inn="madeupinab"), disclose=NOT_YET)

    (offer,) = plan_for(brought(release, [p("madeupinab")])).offers

    assert [choice.is_hidden for choice in offer.choices] == [True]


def test_page_offers_each_place(known, release):
    word_import = brought(release, [p("MADEUPIN one."), p("MADEUPIN two.")])
    args = [release.pk, word_import.pk]

    address = reverse("admin:newsroom_release_word_import", args=args)
    page = signed_in("editors").get(address).content.decode()

    names = re.findall(r'type="checkbox" id="(fact-[^"]+)"', page)
    assert names == [offer.name for offer in plan_for(word_import).offers]
    assert page.count('<fieldset class="word-offer">') == 1


def test_with_facts_keeps_what_surrounds_them():
    listed = "<ul><li><p>a &lt;b&gt; c</p></li></ul>"
    html = f"{listed}<table><tbody><tr><td><p>d<br>e</p></td></tr></tbody></table>"

    assert with_facts(html, {}) == html
