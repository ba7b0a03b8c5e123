"""What Word puts on the clipboard becomes the same as a file."""

import base64

import pytest

from newsroom.word.findings import Leftover, Part
from newsroom.word.package import UnusableFileError
from newsroom.word.reading import read
from tests.word_files import picture

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office">
<head><meta name=Generator content="Microsoft Word 15"><title>Made-up</title>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]-->
<style><!-- p.MsoNormal {mso-style-name:Normal;} --></style></head>
<body lang=EN-GB><!--StartFragment-->
%s
<!--EndFragment--></body></html>"""
ITEM = (
    "<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level%d lfo1'>"
    "<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>%s"
    "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span></span><![endif]>"
    "%s<o:p></o:p></p>"
)


def reading(*body):
    return read((WORD % "\n".join(body)).encode(), is_pasted=True)


def test_plain_paragraphs_lose_their_looks():
    found = reading(
        "<p class=MsoNormal style='margin:0cm'><b><span lang=EN-US style='color:red'>Bold</span></b>, "
        "<i>slanted</i>, <span style='font-weight:bold'>heavy</span>, CO<sub>2</sub>"
        "<span style='vertical-align:super'>[1]</span><o:p>&nbsp;</o:p></p>"
    )

    assert found.parts == [
        Part(
            "prose",
            "<p><strong>Bold</strong>, <em>slanted</em>, <strong>heavy</strong>, "
            "CO<sub>2</sub><sup>[1]</sup></p>",
        )
    ]


def test_headings_by_their_class_or_level():
    found = reading(
        "<p class=MsoTitle>Made-up title<o:p></o:p></p>",
        "<h1>Part</h1>",
        "<p class=MsoHeading2>Deep</p>",
        "<p class=MsoNormal style='mso-outline-level:2'>Deep too</p>",
    )

    assert found.title == "Made-up title"
    assert [part.html for part in found.parts] == [
        "<h2>Part</h2>",
        "<h3>Deep</h3>",
        "<h3>Deep too</h3>",
    ]


def test_paragraphs_with_markers_are_lists():
    found = reading(
        ITEM % (1, "·", "one"),
        ITEM % (2, "a.", "first"),
        ITEM % (2, "b.", "second"),
        ITEM % (1, "·", "two"),
        "<p class=MsoNormal>After</p>",
        ITEM % (1, "1)", "numbered"),
    )

    assert found.parts == [
        Part(
            "prose",
            "<ul><li><p>one</p><ol><li><p>first</p></li><li><p>second</p></li></ol></li>"
            "<li><p>two</p></li></ul><p>After</p><ol><li><p>numbered</p></li></ol>",
        )
    ]


def test_tables_stay_tables():
    found = reading(
        "<table class=MsoTableGrid border=1><thead><tr><th><p class=MsoNormal>Drug</p></th></tr></thead>"
        "<tr style='height:1pt'><td width=100 rowspan=2 style='border:1px'>"
        "<p class=MsoNormal>A</p></td></tr></table>"
    )

    assert found.parts == [
        Part(
            "table",
            "<table><tbody><tr><th><p>Drug</p></th></tr>"
            '<tr><td rowspan="2"><p>A</p></td></tr></tbody></table>',
        )
    ]


def test_nothing_is_lost():
    found = reading(
        "<p class=MsoNormal>Text<a class=msocomanchor href='#_msocom_1'>[AW1]</a>"
        "<del>gone</del><ins>new</ins></p>",
        "<p class=MsoNormal><img src='file:///C:/clip_image001.png' alt='A made-up logo'></p>",
        "<div style='mso-element:comment-list'><div style='mso-element:comment'>"
        "<p class=MsoCommentText>Really?</p></div></div>",
        "<div style='mso-element:footnote-list'><div style='mso-element:footnote'>"
        "<p class=MsoFootnoteText>See the label.</p></div></div>",
    )

    assert found.parts == [Part("prose", "<p>Textnew</p>")]
    assert sorted(found.leftovers, key=lambda each: each.kind) == [
        Leftover("comment", "Really?"),
        Leftover("deletion", "gone"),
        Leftover("footnote", "See the label."),
        Leftover("picture-missing", "A made-up logo"),
    ]


def test_picture_in_the_text_is_taken():
    data = picture()
    source = f"data:image/png;base64,{base64.b64encode(data).decode()}"
    found = reading("<p>Text</p>", f"<p><img src='{source}' alt='Chart'></p>")

    assert [part.kind for part in found.parts] == ["prose", "image"]
    assert found.pictures[found.parts[1].key].data == data


def test_references_are_found():
    found = reading(
        "<h1>Title</h1><h2>References</h2>", ITEM % (1, "1.", "One."), ITEM % (1, "2.", "Two.")
    )

    assert found.parts == [Part("references", text="One.\nTwo.")]


@pytest.mark.parametrize("text", ("One.\n\nTwo, 5 < 6.", "One.\r\nTwo, 5 &lt; 6."))
def test_plain_text_gives_a_paragraph_a_line(text):
    found = read(text.replace("&lt;", "<").encode(), is_pasted=True)

    assert found.parts == [Part("prose", "<p>One.</p><p>Two, 5 &lt; 6.</p>")]


def test_script_does_not_pass():
    found = reading(
        "<p onclick=alert(1)>Text<script>alert(1)</script><a href='javascript:alert(1)'>x</a></p>"
    )

    assert found.parts == [Part("prose", "<p>Textx</p>")]


@pytest.mark.parametrize(
    ("text", "message"),
    (
        ("<p> </p>", "No text was found"),
        ("<b>" * 3000 + "deep", "stand too deep"),
        ("<p>A long made-up sentence.</p>" * 20_000, "it is a book"),
    ),
    ids=("blank", "deep", "book"),
)
def test_what_cannot_be_used_says_why(text, message):
    with pytest.raises(UnusableFileError, match=message):
        read(text.encode(), is_pasted=True)
