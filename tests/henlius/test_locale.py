"""The Chinese of the interface: complete, compiled, and right where texts are put together."""

import gettext
import re

import pytest
from django.utils import translation

from henlius.demo.files import register, translations
from ledger.dates import ImpreciseDate
from ledger.phrases import listed, with_note
from products import vocabulary
from products.pages.asked import in_force_text
from tests.catalogue import FOLDER, ROOT, entries, marked_texts

DOMAINS = ("django", "djangojs")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
OWN_WORDS = {"Henlius", "English", "SHA", "PDF", "XLSX", "CSV", "JSON", "Atom", "RSS"}


def both():
    return [entry for domain in DOMAINS for entry in entries(domain)]


@pytest.fixture
def in_chinese():
    with translation.override("zh-hans"):
        yield


@pytest.mark.parametrize("domain", DOMAINS)
def test_compiled_catalogue_holds_exactly_the_written_one(domain):
    with (FOLDER / f"{domain}.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog

    compiled = {key if isinstance(key, str) else key[0]: text for key, text in compiled.items()}
    assert compiled.pop("")
    assert compiled == {entry.key: entry.translations[0] for entry in entries(domain)}


def test_every_entry_is_translated():
    unfinished = [
        entry.key
        for entry in both()
        if "fuzzy" in entry.flags or "#~" in entry.flags or not all(entry.translations)
    ]

    assert unfinished == []


def test_catalogue_holds_the_marked_texts_and_no_others():
    known, marked = {entry.key for entry in both()}, marked_texts()

    assert {key: file for key, file in marked.items() if key not in known} == {}
    assert known - marked.keys() == set()


def test_placeholders_agree():
    differing = [
        entry.key
        for entry in both()
        for text in entry.translations
        if _placeholders(text) != _placeholders(entry.sources[-1])
    ]

    assert differing == []


def test_chinese_is_set_with_chinese_punctuation():
    sentence = re.compile(
        r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]|[\u4e00-\u9fff]\.(?!\.)"
    )

    found = [text for entry in both() for text in entry.translations if sentence.search(text)]

    assert found == []


def test_templates_hold_no_text_of_their_own():
    found = {
        path.name: words
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if (words := _words(path.read_text()) - OWN_WORDS)
    }

    assert found == {}


@pytest.mark.usefixtures("in_chinese")
@pytest.mark.parametrize(
    ("start", "end", "shown"),
    (
        ("2025-05-29", None, "生效日期：2025年5月29日"),
        ("May 2025", None, "生效日期：2025年5月"),
        ("../2022-07-26", None, "生效日期：不晚于2022年7月26日"),
        ("Q3 2021", "2025", "生效日期：2021年第三季度 · 失效日期：2025年"),
        ("2024-12-04/2025-01-20", None, "生效日期：2024年12月4日至2025年1月20日之间"),
    ),
)
def test_period_is_said_in_chinese(start, end, shown):
    end = end and ImpreciseDate.parse(end)

    assert in_force_text(ImpreciseDate.parse(start), end) == shown


@pytest.mark.usefixtures("in_chinese")
def test_lists_and_notes_are_set_in_chinese():
    assert listed(["中国", "美国"]) == "中国、美国"
    assert with_note("中国", "NMPA") == "中国（NMPA）"
    assert with_note("中国", "") == "中国"


@pytest.mark.usefixtures("in_chinese")
@pytest.mark.parametrize(
    "table", ("modality", "target", "dosage_form", "combination", "therapeutic_area")
)
def test_vocabulary_speaks_as_the_demo_translates(table):
    terms = translations(table)

    assert {term: vocabulary.spoken(term) for term in terms} == terms


@pytest.mark.usefixtures("in_chinese")
def test_substances_of_the_pipeline_are_named_in_chinese():
    names = {row["inn"] for row in register("pipeline") if row["inn"]}

    assert {name: vocabulary.spoken(name) for name in names} == {
        name: translations("inn")[name] for name in names
    }


def _placeholders(text):
    return sorted(PLACEHOLDER.findall(text))


def _words(source):
    """Return the words of a template outside of tags, comments, code and translations."""
    for silent in (
        r"\{#.*?#\}",
        r"\{% comment %\}.*?\{% endcomment %\}",
        r"\{% block (?:bodyclass|coltype) %\}.*?\{% endblock \w+ %\}",
        r"\{% blocktranslate.*?\{% endblocktranslate %\}",
        r"<code>.*?</code>",
        r"\{%.*?%\}|\{\{.*?\}\}",
        r"<!DOCTYPE html>|&\w+;",
    ):
        source = re.sub(silent, " ", source, flags=re.DOTALL)
    spoken = re.findall(r'(?:aria-label|alt|title|placeholder)="([^"]*)"', source)
    return set(re.findall(r"[A-Za-z]{2,}", " ".join([re.sub(r"<[^>]*>", " ", source), *spoken])))
