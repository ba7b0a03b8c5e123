"""Nobody types a regulated fact into a text of the demo: the register says it there."""

import re

import pytest

from henlius.demo.blocks import add_blocks
from henlius.demo.files import folder, register, toml
from henlius.demo.inline import NOTATION
from newsroom.assembly import moment_for
from newsroom.facts.kinds import KINDS
from newsroom.facts.markup import facts_in, replaced
from newsroom.models import EditionText, Prose, Release

SEED = "futuoning-second-indication"
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
TYPED = {
    "count": r"\d+ (?:countries|territories|regions)|\d+\s*(?:余)?个(?:国家|地区)",
    "stage": r"[Pp]hase \d|\d期临床|under review|审评中",
    "day": rf"(?:{MONTHS}) (?:\d+, )?\d{{4}}|\d{{4}}年",
    "authority": r"NMPA|FDA\b|EMA\b|药品监督管理局|药监局",
}


def texts():
    """Return (file, language, text without its facts) for every text of a release or page."""
    for path in sorted(folder().glob("releases/*.toml")) + sorted(folder().glob("profiles/*.toml")):
        for block in toml(path.relative_to(folder()))["blocks"]:
            for language, text in block.get("body", {}).items():
                yield path.stem, language, NOTATION.sub("", text)


def trade_names():
    return [name["brand"] for product in register("products") for name in product["names"]]


def parties():
    """Return the names of every organisation but our own."""
    columns = ("name_en", "short_name", "name_zh_hans", "short_name_zh_hans")
    others = [row for row in register("organisations") if not row["id"].startswith("henlius")]
    return [row[column] for row in others for column in columns if row.get(column)]


def test_no_text_holds_a_typed_trade_name():
    names = re.compile("|".join(map(re.escape, trade_names())), re.IGNORECASE)

    assert [(file, language, names.findall(text)) for file, language, text in texts()] == [
        (file, language, []) for file, language, _text in texts()
    ]


@pytest.mark.parametrize("pattern", TYPED.values(), ids=TYPED)
def test_seed_release_holds_no_typed_fact(pattern):
    seed = [text for file, _language, text in texts() if file == SEED]

    assert len(seed) == 10
    assert [re.findall(pattern, text) for text in seed] == [[]] * 10


def test_seed_release_holds_no_typed_owner_and_no_typed_inn():
    inns = [row["inn"] for row in register("products")]
    chinese = [row["inn_zh_hans"]["value"] for row in register("products") if "inn_zh_hans" in row]
    names = re.compile("|".join(map(re.escape, [*parties(), *inns, *chinese])))

    assert [names.findall(text) for file, _language, text in texts() if file == SEED] == [[]] * 10


def test_facts_of_the_seed_release_are_bound_in_both_languages(demo):
    text = EditionText.objects.get(slug=SEED, locale="en")
    bound = text.edition.bindings.filter(question__has_key="fact").order_by("pk")

    said = {
        locale: [
            (row.question["fact"].partition("/")[0], row.shown)
            for row in bound.filter(locale=locale)
        ]
        for locale in ("en", "zh-hans")
    }
    assert ("trade-name", "FUTUONING") in said["en"]
    assert ("approval-date", "May 2025") in said["en"]
    assert ("company-figure", "over 50") in said["en"]
    assert ("stage", "Phase 2") in said["en"]
    assert ("owner", "Avanc Pharma") in said["en"]
    assert ("filing", "under review") in said["en"]
    assert ("approval-date", "2025年5月") in said["zh-hans"]
    assert sorted({kind for kind, _shown in said["en"]}) == sorted(
        {kind for kind, _shown in said["zh-hans"]}
    )


def test_writers_have_accepted_what_every_text_shows(demo):
    """The loader writes each fact with the value of its release's moment."""
    for prose in Prose.objects.filter(parent__slug=SEED):
        for html in (prose.body_en, prose.body_zh_hans):
            assert "{{" not in html
            assert all(key.kind in KINDS and accepted for key, accepted in facts_in(html))
            assert "<span" not in replaced(html, lambda key, accepted: accepted)


def test_fact_that_does_not_hold_stops_the_load(demo):
    release = Release.objects.get(slug=SEED)
    table = {"type": "prose", "body": {"en": "<p>{{trade-name/hanquyou/JP}} {{nonsense}}</p>"}}

    with pytest.raises(ValueError, match="2025-09-17: trade-name/hanquyou/JP, nonsense"):
        add_blocks(None, None, release, [table], moment_for(release))
