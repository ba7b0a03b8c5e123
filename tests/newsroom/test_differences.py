"""Texts and states of a release compared."""

import time

import pytest

from ledger.words import compared
from newsroom.differences.comparison import comparison
from newsroom.differences.languages import beside
from newsroom.differences.states import state_of_edition, state_of_working_copy, with_contents
from newsroom.models import Prose, Release
from tests.factories import newsroom as made
from tests.factories import products as register
from tests.factories.ledger import recorded

LOCALES = ["en", "zh-hans"]


@pytest.mark.parametrize(
    ("was", "now", "runs"),
    (
        ("", "", []),
        ("Same.", "Same.", [("", "Same.")]),
        ("", "New", [("ins", "New")]),
        ("Old", "", [("del", "Old")]),
        (
            "It was approved in China.",
            "It is approved in the EU.",
            [
                ("", "It "),
                ("del", "was"),
                ("ins", "is"),
                ("", " approved in "),
                ("del", "China"),
                ("ins", "the EU"),
                ("", "."),
            ],
        ),
        (
            "汉斯状在中国获批上市。第二句。",
            "汉斯状于欧盟获批上市。第二句。",
            [("", "汉斯状"), ("del", "在中国"), ("ins", "于欧盟"), ("", "获批上市。第二句。")],
        ),
        ("One.\nTwo.\n", "Two.\n", [("del", "One.\n"), ("", "Two.\n")]),
        ("HLX10注射液", "HLX22注射液", [("del", "HLX10"), ("ins", "HLX22"), ("", "注射液")]),
    ),
)
def test_texts_are_compared_word_by_word(was, now, runs):
    assert [(run.kind, run.text) for run in compared(was, now)] == runs


@pytest.mark.parametrize(
    ("was", "now"),
    (
        ("a." * 50_000, "b." * 50_000),
        ("a b " * 25_000, "b a " * 25_000),
        ("汉斯" * 50_000, "斯汉" * 50_000),
        ("\n".join(f"{n} one" for n in range(9000)), "\n".join(f"{n} two" for n in range(9000))),
        ("。".join(f"第{n}句" for n in range(1900)), "。".join(f"第{n}行" for n in range(1900))),
    ),
)
def test_long_texts_cost_little_and_lose_nothing(was, now):
    start = time.process_time()

    runs = compared(was, now)

    assert time.process_time() - start < 2
    assert "".join(run.text for run in runs if run.kind != "ins") == was
    assert "".join(run.text for run in runs if run.kind != "del") == now


@pytest.fixture
def edition(announcement):
    return made.published(announcement)


def found(edition, locales=LOCALES):
    release = Release.objects.get(pk=edition.release_id)
    return comparison(
        state_of_edition(with_contents(edition.pk)), state_of_working_copy(release), locales
    )


def changed(rows):
    return {
        row.label: [(run.kind, run.text) for run in row.runs if run.kind]
        for row in rows
        if row.is_changed
    }


def test_nothing_changed(edition):
    found_here = found(edition)

    assert [part.kind for part in found_here.parts] == ["same", "same", "same"]
    assert found_here.facts == []
    assert not any(texts.is_changed for texts in found_here.texts)


def test_fields_are_named_and_compared(edition):
    Release.objects.update(title_en="Another title", dateline_zh_hans="上海", kind="notice")

    head = found(edition).parts[0]

    assert changed(head.rows) == {
        "Title (English)": [
            ("del", "Made-up"),
            ("ins", "Another"),
            ("del", " of made-up-release"),
        ],
        "Place of the dateline (Simplified Chinese)": [("ins", "上海")],
        "Kind": [("del", "Approval"), ("ins", "Notice")],
    }
    assert [
        row.label for row in found(edition, ["en"]).parts[0].rows if row.locale == "zh-hans"
    ] == []


def test_blocks_come_go_move_and_change(edition):
    release = edition.release
    old = release.newsroom_prose_set.get()
    listed = release.newsroom_indicationlist_set.get()
    old.ordering, old.body_en = 99, "<p>Made-up <b>words</b>.</p>"
    old.save()
    listed.delete()
    new = made.prose(release, body_en="<p>New.</p>", body_zh_hans="<p>新。</p>")
    Prose.objects.filter(pk=new.pk).update(ordering=100)

    parts = found(edition).parts

    assert [(part.label, part.kind) for part in parts] == [
        ("", "same"),
        ("Text", "changed"),
        ("Approved indications", "removed"),
        ("Text", "added"),
    ]
    assert changed(parts[1].rows) == {"Text (English)": [("del", "text"), ("ins", "words")]}
    assert changed(parts[2].rows)["Territory"] == [("del", "Territory CN")]


def test_only_what_moved_counts_as_moved(announcement):
    first = Prose.objects.get()
    made.prose(announcement)
    edition = made.published(announcement)
    Prose.objects.filter(pk=first.pk).update(ordering=10_000)

    parts = found(edition).parts

    assert [(part.label, part.is_moved, part.places) for part in parts] == [
        ("", False, (0, 0)),
        ("Approved indications", False, (2, 1)),
        ("Text", False, (3, 2)),
        ("Text", True, (1, 3)),
    ]


def test_values_of_facts_are_compared(edition, approved):
    licence = approved.indication.authorisation
    recorded(register.indication_version(register.indication(licence, 2), "SECOND (made up)"))

    rows = found(edition, ["en"]).facts

    assert [(row.label, row.locale) for row in rows] == [("Indication wording", "en")]
    assert [(run.kind, run.text) for run in rows[0].runs if run.kind] == [
        ("ins", "SECOND (made up)")
    ]


def test_readers_texts_are_compared_where_no_working_copy_was_kept(edition):
    release = edition.release
    newer = made.corrected(release, title_en="Corrected title")
    was, now = (state_of_edition(with_contents(e.pk)) for e in (edition, newer))
    was = type(was)(**{**vars(was), "source": None})

    result = comparison(was, now, ["en"])

    assert (result.has_source, result.parts) == (False, [])
    assert changed(result.texts[0].rows)["Public note"] == [("ins", "Made-up correction.")]


def test_languages_stand_beside_each_other_block_by_block(edition, approved):
    Prose.objects.update(body_zh_hans="")

    blocks = beside(state_of_working_copy(Release.objects.get()))

    assert [block.label for block in blocks] == ["The release", "Text", "Approved indications"]
    assert [(pair.label, pair.texts) for pair in blocks[1].pairs] == [
        ("Text", ("Made-up text.", ""))
    ]
    assert [(pair.label, pair.texts[0]) for pair in blocks[2].facts] == [
        ("Indication wording", approved.text),
        ("Trade name in use", "TESTAMAB (made up)"),
    ]
    assert ("Territory", "Territory CN") in blocks[2].chosen
