"""Files that are not what they should be: a clear answer, and nothing half-done."""

import io
import json
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook

from ledger.intake.delimited import read_delimited
from ledger.intake.errors import UnreadableError
from ledger.intake.limits import MAX_BYTES, MAX_ITEMS
from ledger.intake.making import take_in
from ledger.intake.objects import read_json
from ledger.intake.workbooks import read_workbook
from ledger.models import Intake, SourceDocument
from tests.intake_files import saved, upload, workbook
from tests.staff import member

HEAD = ["Product", "Territory"]


def cells(content, read=read_workbook):
    """Return the texts of each row, a problem in place of an unreadable cell."""
    return [
        [getattr(cell, "problem", cell) for cell in row.cells[:2]] for row in read(content).rows
    ]


def rezipped(content, change):
    """Return a package with `change(name, data)` in place of each part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as was, zipfile.ZipFile(out, "w", 8) as now:
        for name in was.namelist():
            now.writestr(name, change(name, was.read(name)))
    return out.getvalue()


def in_sheet(was, becomes):
    """Return a workbook of one row whose sheet has `becomes` in place of `was`."""
    return rezipped(
        workbook(HEAD, ["a", "b"]),
        lambda name, data: data.replace(was, becomes) if "sheet1" in name else data,
    )


def test_cells_are_read_as_what_they_mean():
    content = workbook(HEAD, ["a", datetime(2025, 5, 29)], [761346, 2025.0], [None, "  b\r\nc "])  # noqa: DTZ001 Excel knows no zones

    assert cells(content) == [HEAD, ["a", "2025-05-29"], ["761346", "2025"], ["", "b\nc"]]


@pytest.mark.parametrize(
    ("value", "problem"),
    (
        ("=1+1", "A formula is not a value. Copy the cell and paste it as a value."),
        (True, "A logical value stands here. Write a text."),
        (datetime(2025, 5, 29, 8, 30), "A time of day stands here. Write the day alone."),  # noqa: DTZ001
        ("#REF!", "“#REF!” is an error of the sheet. Write the value."),
        ("x" * 20_001, "This text is longer than 20000 characters. Shorten it."),
    ),
)
def test_a_cell_that_is_no_text_says_what_to_write(value, problem):
    assert cells(workbook(HEAD, ["a", value]))[1] == ["a", problem]


def test_merged_cells_are_told_one_by_one():
    content = workbook(HEAD, ["a", "b"], [None, "c"], change=lambda s: s.merge_cells("A2:A3"))

    merged = "This cell is merged with others. Unmerge it and write the value into each row."
    assert cells(content) == [HEAD, [merged, "b"], [merged, "c"]]


def test_other_sheets_are_noticed():
    book = Workbook()
    book.active.append(HEAD)
    book.create_sheet("Second")

    [notice] = read_workbook(saved(book)).notices
    assert notice == "Only the first sheet “Sheet” was read, not: Second."


def test_what_a_sheet_says_of_its_size_is_not_believed():
    few = in_sheet(b'<dimension ref="A1:B2"', b'<dimension ref="A1:XFD1048576"')
    lying = in_sheet(b'<dimension ref="A1:B2"', b'<dimension ref="A1:A1"')

    assert cells(few) == cells(lying) == [HEAD, ["a", "b"]]


def test_a_row_a_million_below_is_not_waited_for():
    content = in_sheet(b'<row r="2"', b'<row r="1048576"')

    with pytest.raises(UnreadableError, match="more than 5000 rows"):
        read_workbook(content)


def test_too_many_rows_are_refused_unread():
    content = workbook(HEAD, *(["a", "b"] for _ in range(MAX_ITEMS + 1)))
    text = b"Product\n" + b"a\n" * (MAX_ITEMS + 1)

    for read, file in ((read_workbook, content), (read_delimited, text)):
        with pytest.raises(UnreadableError, match="more than 5000 rows, so none was taken in"):
            read(file)


@pytest.mark.parametrize(
    "content",
    (
        rezipped(workbook(HEAD), lambda n, d: d + b" " * (70 << 20) if "sheet1" in n else d),
        rezipped(workbook(HEAD), lambda n, d: b"" if "workbook" in n else d),
        in_sheet(b"<sheetData>", b"<sheetData><row r='x'>"),
        in_sheet(b"<worksheet", b'<!DOCTYPE a [<!ENTITY e "e">]><worksheet'),
        workbook(HEAD)[:-200],
        b"PK\x03\x04 no package",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old one",
        b"MZ a program",
        b"",
    ),
)
def test_what_is_no_sound_workbook_is_refused(content):
    with pytest.raises(UnreadableError):
        read_workbook(content)


@pytest.mark.parametrize("encoding", ("utf-8", "utf-8-sig", "utf-16", "gb18030"))
@pytest.mark.parametrize("separator", (",", ";", "\t"))
def test_encodings_and_separators_of_spreadsheets_are_known(encoding, separator):
    content = f'产品{separator}地区\n试妥宁{separator}"中国,大陆"\n'.encode(encoding)

    assert cells(content, read_delimited) == [["产品", "地区"], ["试妥宁", "中国,大陆"]]


@pytest.mark.parametrize("encoding", ("cp1252", "utf-16-le"))
def test_other_encodings_are_refused_with_what_to_save(encoding):
    content = "Product,Wording\ntestamab,Zulassung für Erwachsene in Größe é\n".encode(encoding)

    with pytest.raises(UnreadableError, match="Save it as “CSV UTF-8”"):
        read_delimited(content)


@pytest.mark.parametrize(
    ("content", "message"),
    (
        (b"PK\x03\x04", "This is a workbook, not a CSV"),
        (b"\x7fELF", "This file cannot be read"),
        (b'Product\n"a"b"\n', "Line 2 is not CSV"),
        (b'Product\n"a\n', "is not CSV: a quotation mark is missing"),
    ),
)
def test_what_is_no_csv_is_refused(content, message):
    with pytest.raises(UnreadableError, match=message):
        read_delimited(content)


def test_formulas_and_no_texts_of_a_csv_are_told():
    assert cells(b"Product,Territory\n=1+1,a\x00b\n", read_delimited)[1] == [
        "A formula is not a value. Write its result.",
        "There are characters here that are no text. Type the cell again.",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    (
        (b"{", "This is not JSON: it breaks off at line 1, column 2"),
        (b'{"a": NaN}', "“NaN” is no number in JSON"),
        (b'{"a": -Infinity}', "“-Infinity” is no number in JSON"),
        (b'{"a": 1e999}', "far too large"),
        (b'{"a": ' + b"9" * 5000 + b"}", "far too long"),
        (b"[" * 100_000 + b"]" * 100_000, "nested too deeply"),
        (b"[" + b"{}," * 500_001, "holds too much at once"),
        (b"\xff\xfe\x00", "This file cannot be read"),
        (b"\x00\x01\x02\x03", "This "),
    ),
)
def test_what_is_no_sound_json_is_refused(content, message):
    with pytest.raises(UnreadableError, match=message):
        read_json(content)


@pytest.mark.parametrize(
    ("name", "content"),
    (
        ("made-up.json", b"[]"),
        ("made-up.json", b'"text"'),
        ("made-up.json", b'{"results": {"a": 1}}'),
        ("made-up.json", b'{"results": []}'),
        ("made-up.json", b'{"studies": [1, null, {"a": 1}]}'),
        ("made-up.csv", b"Nothing,known\n1,2\n"),
        ("made-up.csv", b"Product,Territory\n"),
        ("made-up.csv", b"Product,product,Territory\na,b,c\n"),
        ("made-up.csv", b"\n\n"),
        ("made-up.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("made-up.xlsx", b"Product,Territory\na,CN\n"),
        ("made-up.pdf", b"%PDF-1.7"),
        ("made-up", b"MZ"),
        ("made-up.csv", b""),
        ("made-up.csv", b"a" * (MAX_BYTES + 1)),
    ),
)
def test_what_cannot_be_read_leaves_nothing_behind(db, name, content):
    with pytest.raises(UnreadableError) as refused:
        take_in(upload(content, name), by=member("regulatory-reviewers"))

    assert str(refused.value).endswith(".")
    assert not Intake.objects.exists()
    assert not SourceDocument.objects.exists()


def test_headings_that_are_missing_double_or_unknown_are_named(db):
    author = member("regulatory-reviewers")

    with pytest.raises(
        UnreadableError,
        match=r"Product / 产品, Territory / 地区 are missing\. The first row says: A, B",
    ):
        take_in(upload(b"A,B\n1,2\n", "made-up.csv"), by=author)
    with pytest.raises(UnreadableError, match="These columns stand there twice: Product"):
        take_in(upload("Product,产品,Territory\na,b,c\n".encode(), "made-up.csv"), by=author)
    intake, _new = take_in(
        upload(b"Title\nProduct,Territory,Colour\na,CN,red\n", "made-up.csv"), by=author
    )

    assert intake.notices == ["Columns that were not read, for nobody knows them: Colour."]
    assert [(item.number, item.stated) for item in intake.items.all()] == [
        (3, {"product": "a", "territory": "CN"})
    ]


def test_a_bad_cell_is_told_and_its_row_alone_left_out(db):
    content = workbook(HEAD, ["=A1", "CN"], ["testamab", "CN"])

    intake, _new = take_in(upload(content), by=member("regulatory-reviewers"))

    bad, good = intake.items.all()
    assert bad.problems == [
        ["product", "A formula is not a value. Copy the cell and paste it as a value."]
    ]
    assert (bad.outcome, good.outcome) == ("not-understood", "unread")


def test_who_may_not_record_takes_nothing_in(db):
    from ledger.errors import NotRecorderError

    with pytest.raises(NotRecorderError):
        take_in(upload(json.dumps({}).encode(), "made-up.json"), by=member("editors"))
