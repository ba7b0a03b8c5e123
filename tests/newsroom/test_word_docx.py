"""What a .docx becomes: parts in order, and a list of what is no running text."""

import io
import zipfile

import pytest

from newsroom.word import docx as word
from newsroom.word.findings import Leftover, Part
from newsroom.word.package import MAX_BYTES, UnusableFileError
from newsroom.word.reading import read
from tests.word_files import (
    BULLETS,
    NUMBERS,
    docx,
    drawing,
    heading,
    link,
    margin,
    notes,
    p,
    packed,
    picture,
    run,
    table,
)


def reading(*body, **options):
    return read(docx(*body, **options), is_pasted=False)


def kinds(found):
    return [part.kind for part in found.parts]


def test_emphasis_indices_and_links_stay():
    found = reading(
        p(
            run("bold", "w:b"),
            run("slanted", "w:i"),
            run("2", up="superscript"),
            run("n", up="subscript"),
            run("struck & underlined", "w:strike", "w:u"),
            link("site", "l1"),
            link("share", "l2"),
        ),
        links={"l1": "https://example.com/?a=1&b=2", "l2": "file:///C:/secret.doc"},
    )

    assert found.parts == [
        Part(
            "prose",
            "<p><strong>bold</strong><em>slanted</em><sup>2</sup><sub>n</sub>struck &amp; underlined"
            '<a href="https://example.com/?a=1&amp;b=2">site</a>share</p>',
        )
    ]
    assert found.leftovers == [Leftover("link", "file:///C:/secret.doc", "share")]


def test_title_is_no_part_and_headings_have_two_levels():
    found = reading(
        p("Made-up title", style="Title"),
        heading(run("Part", "w:b")),
        heading("Deep", 2),
        heading("Deeper", 3),
    )

    assert found.title == "Made-up title"
    assert [part.html for part in found.parts] == [
        "<h2>Part</h2>",
        "<h3>Deep</h3>",
        "<h3>Deeper</h3>",
    ]


def test_first_heading_is_the_title():
    found = reading(heading("Made-up title"), p("Text."), heading("Part", 2))

    assert found.title == "Made-up title"
    assert found.parts[-1] == Part("heading", "<h2>Part</h2>")


def test_lists_nest():
    found = reading(
        p("one", numbering=BULLETS),
        p("first", numbering=NUMBERS, level=1),
        p("two", numbering=BULLETS),
    )

    assert found.parts == [
        Part(
            "prose",
            "<ul><li><p>one</p><ol><li><p>first</p></li></ol></li><li><p>two</p></li></ul>",
        )
    ]


def test_table_keeps_its_header():
    found = reading(p("Before."), table(["Drug", "Rate"], ["A", "1"]), p("After."))

    assert kinds(found) == ["prose", "table", "prose"]
    assert found.parts[1].html == (
        "<table><tbody><tr><th><p>Drug</p></th><th><p>Rate</p></th></tr>"
        "<tr><td><p>A</p></td><td><p>1</p></td></tr></tbody></table>"
    )


def test_merged_cells_stay_merged():
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("wide")}</w:tc>'
    found = reading(
        f"<w:tbl><w:tr>{wide}</w:tr><w:tr><w:tc>{p('a')}</w:tc><w:tc>{p('b')}</w:tc></w:tr></w:tbl>"
    )

    assert '<td colspan="2"><p>wide</p></td>' in found.parts[0].html


def test_picture_stands_by_itself_with_its_caption_and_description():
    data = picture()
    found = reading(
        p("Before ", drawing("i1", "A made-up chart"), "after."),
        p(drawing("i2")),
        p("Figure 2. Made up", style="Caption"),
        pictures={"i1": data, "i2": picture("red")},
    )

    assert kinds(found) == ["prose", "image", "image"]
    assert found.parts[0].html == "<p>Before after.</p>"
    assert [part.text for part in found.parts[1:]] == ["", "Figure 2. Made up"]
    first = found.pictures[found.parts[1].key]
    assert (first.data, first.alt) == (data, "A made-up chart")


@pytest.mark.parametrize("title", ("References", "参考文献：", "REFERENCES"))
def test_references_with_a_heading(title):
    found = reading(
        p("Text ", run("[1]", up="superscript"), run("[2]", up="superscript")),
        heading(title),
        p("[1] Made-up J. 2025; ", link("doi", "l1")),
        p("[2] Other."),
        p("After."),
        links={"l1": "https://doi.org/10.0/made-up"},
    )

    assert kinds(found) == ["prose", "references", "prose"]
    assert found.parts[0].html == "<p>Text <sup>[1][2]</sup></p>"
    assert found.parts[1].text == "Made-up J. 2025; doi https://doi.org/10.0/made-up\nOther."


def test_references_as_a_numbered_list_or_by_their_brackets_alone():
    listed = reading(
        heading("Title"),
        heading("References"),
        p("One.", numbering=NUMBERS),
        p("Two.", numbering=NUMBERS),
    )
    bare = reading(p("Text."), p("[1] One."), p("[2] Two."))

    assert [part.text for part in (listed.parts[-1], bare.parts[-1])] == ["One.\nTwo."] * 2


@pytest.mark.parametrize("lines", (["[2] Two."], ["1. One."], ["[0] None."]))
def test_what_is_no_reference_list_stays_text(lines):
    assert kinds(reading(*(p(line) for line in lines))) == ["prose"]


def test_quotation_needs_somebody_who_said_it():
    said = reading(p("We are glad.", style="Quote"), p("— A. Speaker, Chair"))
    unsaid = reading(p("We are glad.", style="Quote"), p("Text."))

    assert said.parts == [Part("quote", text="We are glad.", by="A. Speaker, Chair")]
    assert unsaid.parts == [
        Part("prose", "<blockquote><p>We are glad.</p></blockquote><p>Text.</p>")
    ]


def test_nothing_is_lost():
    box = f"<w:txbxContent>{p('boxed')}</w:txbxContent>"
    found = reading(
        p(
            "Noted",
            '<w:r><w:footnoteReference w:id="2"/></w:r>',
            '<w:r><w:commentReference w:id="0"/></w:r>',
        ),
        p("<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>", f"<w:ins>{run('new')}</w:ins>"),
        p("Box", f"<w:r><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r>"),
        p("Sum ", "<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>"),
        p("Sheet", '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'),
        p(
            "Chart",
            "<w:r><w:drawing><wp:inline>"
            '<wp:docPr name="Chart 1" descr="Sales"/></wp:inline></w:drawing></w:r>',
        ),
        parts={
            "footnotes": notes("footnotes", {2: "See the label."}),
            "comments": notes("comments", {0: "Really?"}),
            "header1": margin("hdr", "Draft, confidential"),
            "footer1": margin("ftr", "Page of made-up"),
        },
    )

    assert found.parts == [
        Part("prose", "<p>Noted</p><p>new</p><p>Box</p><p>Sum</p><p>Sheet</p><p>Chart</p>")
    ]
    assert found.leftovers == [
        Leftover("comment", "A. Writer: Really?", "Noted"),
        Leftover("footnote", "See the label.", "Noted"),
        Leftover("header", "Page of made-up"),
        Leftover("header", "Draft, confidential"),
        Leftover("deletion", "gone", "gonenew"),
        Leftover("insertion", "new", "gonenew"),
        Leftover("text-box", "boxed", "Box boxed"),
        Leftover("equation", "a=b", "Sum a=b"),
        Leftover("object", "Excel.Sheet.12", "Sheet"),
        Leftover("drawing", "Sales", "Chart"),
    ]


def test_newer_and_older_form_of_a_text_box_are_one():
    def box(inner):
        return f"<w:txbxContent>{p(inner)}</w:txbxContent>"

    newer = (
        "<w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp>"
        f"<wps:txbx>{box('boxed')}</wps:txbx>"
        "</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    older = f"<w:pict><v:shape><v:textbox>{box('boxed')}</v:textbox></v:shape></w:pict>"
    found = reading(
        p(
            "Text",
            f"<w:r><mc:AlternateContent><mc:Choice>{newer}</mc:Choice><mc:Fallback>{older}</mc:Fallback></mc:AlternateContent></w:r>",
        )
    )

    assert found.parts == [Part("prose", "<p>Text</p>")]
    assert [(each.kind, each.text) for each in found.leftovers] == [("text-box", "boxed")]


def test_picture_elsewhere_is_listed_and_never_fetched(monkeypatch):
    monkeypatch.setattr("mammoth.docx.files.urlopen", None)
    outside = p(drawing("x1", "A made-up logo").replace("r:embed", "r:link"))
    found = reading(p("Text."), outside, links={"x1": "http://127.0.0.1:9/logo.png"})

    assert kinds(found) == ["prose"]
    assert found.leftovers == [Leftover("picture-missing", "A made-up logo")]


def test_picture_that_the_file_lacks_is_listed():
    found = reading(p("Text."), p(drawing("x1", "Gone")), links={"x1": "media/gone.png"})

    assert found.leftovers == [Leftover("picture-missing", "Gone")]


def moved(name):
    """Return a file whose text is in the part `name`."""
    with zipfile.ZipFile(io.BytesIO(docx(p("Text.")))) as package:
        entries = {each: package.read(each) for each in package.namelist()}
    entries[name] = entries.pop("word/document.xml")
    entries["_rels/.rels"] = entries["_rels/.rels"].replace(b"word/document.xml", name.encode())
    return packed(entries)


def test_text_may_be_in_another_part():
    found = read(moved("word/document2.xml"), is_pasted=False)

    assert found.parts == [Part("prose", "<p>Text.</p>")]


def old_word():
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600


def encrypted():
    content = bytearray(docx(p("Text.")))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        offset = package.start_dir
    content[offset + 8] |= 1
    return bytes(content)


def bomb():
    return docx(p("Text."), raw={"word/media/zeros.png": b"\0" * (40 * 1024 * 1024)})


def with_entities():
    entities = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    text = f'{entities}<w:document xmlns:w="x"><w:p>&b;</w:p></w:document>'
    return docx(raw={"word/document.xml": text})


def nested(depth=130):
    return docx(
        "<w:tbl><w:tr><w:tc>" * (depth // 3) + p("deep") + "</w:tc></w:tr></w:tbl>" * (depth // 3)
    )


def with_macros():
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    kinds = f'<Types xmlns="x"><Override ContentType="{kind}"/></Types>'
    return docx(p("Text."), raw={"[Content_Types].xml": kinds})


def many_pages():
    return docx(*(p(f"Paragraph {number} of a made-up book.") for number in range(6000)))


def long_text():
    return docx(*(p("A long made-up sentence. " * 50) for _number in range(400)))


@pytest.mark.parametrize(
    ("content", "message"),
    (
        (b"", "This file is empty"),
        (b"%PDF-1.7 made up", "not a Word file"),
        (old_word(), "protected with a password, or of an old kind"),
        (encrypted(), "protected with a password"),
        (bomb(), "unpacks to far more"),
        (docx(p("<w:r/>" * 201_000)), "unpacks to far more"),
        (packed({f"{number}.txt": "x" for number in range(2100)}), "unpacks to far more"),
        (b"PK" + b"x" * MAX_BYTES, "larger than 20 MB"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.text"}), "not a Word file"),
        (packed({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"}), "not a Word file"),
        (moved("word/document.txt"), "not a Word file"),
        (docx(p("Text."))[:900], "not a Word file"),
        (docx(raw={"word/document.xml": "<w:document"}), "not a Word file"),
        (docx(raw={"word/document.xml": "<document/>"}), "not a Word file"),
        (with_entities(), "declares entities"),
        (nested(), "stand too deep"),
        (with_macros(), "contains macros"),
        (docx(p("Text."), raw={"word/vbaProject.bin": b"x"}), "contains macros"),
        (many_pages(), "has 6000 paragraphs: it is a book"),
        (long_text(), "it is a book, not a release"),
        (docx(p("")), "No text was found"),
    ),
    ids=(
        *(
            "empty",
            "pdf",
            "doc",
            "encrypted",
            "bomb",
            "elements",
            "entries",
            "large",
            "odt",
            "xlsx",
            "no-markup",
            "cut",
        ),
        *("broken", "bare", "entities", "deep", "docm", "macros", "book", "long", "blank"),
    ),
)
def test_what_is_no_word_file_says_why(content, message):
    with pytest.raises(UnusableFileError, match=message):
        read(content, is_pasted=False)


def test_a_file_of_a_reasonable_size_is_read_whole():
    found = reading(*(p(f"Paragraph {number}.") for number in range(900)))

    assert "".join(part.html for part in found.parts).count("<p>") == 900


def test_script_in_the_text_stays_text():
    found = reading(p(run("<script>alert(1)</script>")))

    assert found.parts == [Part("prose", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>")]


def test_style_map_in_the_file_changes_nothing():
    content = docx(p("Text."), raw={"mammoth/style-map": "p => script:fresh"})

    body, _pictures, _leftovers = word.read(content)
    assert body.children[0].tag == "p"
