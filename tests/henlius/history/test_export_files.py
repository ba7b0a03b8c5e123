"""The formats of a dossier: nothing in them executes, and each says what it is of."""

import csv
import hashlib
import io
import json
import sys
from pathlib import Path

import pikepdf
import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation
from openpyxl import load_workbook
from PIL import ImageFile

from henlius.history.exports import pdf
from henlius.history.exports.formats import FORMATS
from henlius.history.exports.plain import hash_of
from henlius.history.exports.sheets import csv_of, quoted, xlsx_of
from henlius.history.exports.tables import Table, register, tables
from tests import factories as make
from tests.henlius.history.exporting import dossier, world

ACTIVE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1")


def read_csv(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def sheets(data):
    return load_workbook(io.BytesIO(data))


def of(text):
    return Table("Made up", ["Header"], [[text]])


@pytest.mark.parametrize("text", ACTIVE)
def test_no_cell_of_csv_is_a_formula(text):
    assert quoted(text) == f"'{text}"
    assert read_csv(csv_of(of(text)))[1] == [f"'{text}"]


@pytest.mark.parametrize("text", ("HER2-", "2025-05-29", "a=b", "±1", ""))
def test_a_harmless_cell_of_csv_is_left_as_it_is(text):
    assert quoted(text) == text


@pytest.mark.parametrize("text", ACTIVE)
def test_no_cell_of_a_workbook_is_a_formula(text):
    cell = sheets(xlsx_of([of(text)]))["Made up"]["A2"]

    assert (cell.data_type, cell.value.strip()) == ("s", text.strip())


def test_a_workbook_survives_what_excel_cannot_hold():
    cell = sheets(xlsx_of([of("a\x0bb" + "c" * 40_000)]))["Made up"]["A2"]

    assert cell.value[:4] == "a\ufffdbc"
    assert len(cell.value) == 32_767


def test_csv_has_a_line_for_each_row_and_says_as_of_when(db):
    world()
    found = dossier()

    data = csv_of(register(found))

    assert data.startswith(b"\xef\xbb\xbf")
    header, *rows = read_csv(data)
    lines = [dict(zip(header, row, strict=True)) for row in rows]
    assert [(line["Table"], line["Opened by"], line["Closed by"]) for line in lines] == [
        ("States of authorisations", "1", ""),
        ("Indication wordings", "1", "2"),
        ("Indication wordings", "2", ""),
        ("Trade names in use", "3", ""),
    ]
    assert {(line["As of"], line["Ledger position"]) for line in lines} == {(str(found.day), "3")}
    assert lines[1]["Start"] == "May 2025 (2025-05-01 – 2025-05-31)"
    assert (lines[1]["Start, earliest"], lines[1]["Start, latest"]) == ("2025-05-01", "2025-05-31")
    assert lines[3]["Public"] == "not public"


def test_a_workbook_has_a_sheet_for_each_kind_of_record(db):
    world()

    book = sheets(xlsx_of(tables(dossier())))

    assert {sheet.title: sheet.max_row - 1 for sheet in book} == {
        "Export": 10,
        "Register": 4,
        "Change sets": 3,
        "Sources": 3,
        "Translations": 1,
        "Shown by": 0,
        "Signatures": 0,
    }


def test_every_sheet_has_a_name_that_excel_takes_in_both_languages(db):
    make.approved()

    for language in ("en", "zh-hans"):
        with translation.override(language):
            assert all(0 < len(table.name) <= 31 for table in tables(dossier()))


def test_the_hash_is_that_of_the_json(db):
    world()
    found = dossier()

    data = FORMATS["json"].content(found)

    assert hashlib.sha256(data).hexdigest() == hash_of(found)
    assert json.loads(data)["as_of"]["seq"] == 3


@pytest.mark.parametrize("language", ("en", "zh-hans"))
def test_a_pdf_is_typeset_with_chinese_fonts(db, language):
    make.recorded(make.trade_name_version(make.trade_name(name="虚构")))

    with translation.override(language):
        data = pdf.pdf_of(dossier())

    with pikepdf.open(io.BytesIO(data)) as found:
        assert found.Root.Lang == language
        fonts = str([page.Resources.Font for page in found.pages])
        assert "CJK" in fonts


def test_every_page_carries_number_hash_and_position(db):
    world()

    found = dossier()
    style = Path(finders.find(pdf.STYLE)).read_text()

    html = render_to_string("exports/dossier.html", pdf.context_of(found))

    assert f'<p class="hash-line">SHA-256 {hash_of(found)}</p>' in html
    assert '<p class="position-line">Ledger position 3, as of ' in html
    for content in ("string(hash)", "string(position)", 'counter(page) " / " counter(pages)'):
        assert f"content: {content};" in style


def test_after_a_pdf_cut_pictures_are_refused_as_before():
    pdf.hindrance.cache_clear()
    pdf.hindrance()

    assert ImageFile.LOAD_TRUNCATED_IMAGES is False


def test_without_pango_there_is_no_pdf_and_the_reason_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    pdf.hindrance.cache_clear()

    assert pdf.hindrance().startswith("WeasyPrint does not load: ")
    pdf.hindrance.cache_clear()
