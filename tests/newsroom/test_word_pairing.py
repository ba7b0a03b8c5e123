"""Two languages of one text, paired into blocks."""

from newsroom.word.drafts import drafts_of
from newsroom.word.findings import Part, Reading
from newsroom.word.pairing import paired
from newsroom.word.parts import MAX_PROSE

HEADING = {"en": Part("heading", "<h2>Part</h2>"), "zh-hans": Part("heading", "<h2>部分</h2>")}
TEXT = {"en": Part("prose", "<p>Text</p>"), "zh-hans": Part("prose", "<p>正文</p>")}
TABLE = {"en": Part("table", "<table>A</table>"), "zh-hans": Part("table", "<table>甲</table>")}


def drafts(english, chinese=None):
    readings = {"en": Reading(parts=english)}
    if chinese is not None:
        readings["zh-hans"] = Reading(parts=chinese)
    return [
        (draft.kind, draft.texts, draft.limited_to(readings))
        for draft in drafts_of(paired(readings))
    ]


def column(locale, *parts):
    return [part[locale] for part in parts]


def test_same_sequence_is_paired_into_sections():
    sequence = (TEXT, HEADING, TEXT, TABLE, TEXT, HEADING, TEXT)

    assert drafts(column("en", *sequence), column("zh-hans", *sequence)) == [
        ("prose", {"en": {"body": "<p>Text</p>"}, "zh-hans": {"body": "<p>正文</p>"}}, []),
        (
            "prose",
            {
                "en": {"body": "<h2>Part</h2><p>Text</p><table>A</table><p>Text</p>"},
                "zh-hans": {"body": "<h2>部分</h2><p>正文</p><table>甲</table><p>正文</p>"},
            },
            [],
        ),
        (
            "prose",
            {
                "en": {"body": "<h2>Part</h2><p>Text</p>"},
                "zh-hans": {"body": "<h2>部分</h2><p>正文</p>"},
            },
            [],
        ),
    ]


def test_what_nothing_answers_is_limited_to_its_language():
    english = column("en", TEXT, TABLE, HEADING, TEXT)
    chinese = column("zh-hans", TEXT, HEADING, TEXT)

    assert [(texts.keys(), only) for _kind, texts, only in drafts(english, chinese)] == [
        ({"en", "zh-hans"}, []),
        ({"en"}, ["en"]),
        ({"en", "zh-hans"}, []),
    ]


def test_parts_that_differ_in_kind_stand_one_after_the_other():
    found = drafts(column("en", TEXT, TABLE), [TEXT["zh-hans"], Part("quote", text="甲", by="乙")])

    assert [(kind, list(texts), only) for kind, texts, only in found] == [
        ("prose", ["en", "zh-hans"], []),
        ("prose", ["en"], ["en"]),
        ("quote", ["zh-hans"], ["zh-hans"]),
    ]


def test_one_language_alone_leaves_room_for_the_other():
    """A translator fills the block in: it is not limited to the language that came first."""
    assert drafts(column("en", TEXT)) == [("prose", {"en": {"body": "<p>Text</p>"}}, [])]


def test_one_picture_in_both_languages_is_one_figure():
    same = drafts([Part("image", key="a", text="One")], [Part("image", key="a", text="一")])
    other = drafts([Part("image", key="a")], [Part("image", key="b")])

    assert same == [("image", {"en": {"caption": "One"}, "zh-hans": {"caption": "一"}}, [])]
    assert [only for _kind, _texts, only in other] == [["en"], ["zh-hans"]]


def test_same_references_are_one_list():
    same = drafts([Part("references", text="A\nB")], [Part("references", text="A\nB")])
    other = drafts([Part("references", text="A")], [Part("references", text="甲")])

    assert [only for _kind, _texts, only in same] == [[]]
    assert [(texts, only) for _kind, texts, only in other] == [
        ({"en": {"items": "A"}}, ["en"]),
        ({"zh-hans": {"items": "甲"}}, ["zh-hans"]),
    ]


def test_long_sections_are_cut_before_a_field_is_full():
    long = Part("prose", "x" * (MAX_PROSE - 10))

    assert len(drafts([long, TABLE["en"], long])) == 3
