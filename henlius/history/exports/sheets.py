"""Tables as CSV and XLSX, with nothing in them that a spreadsheet would execute."""

import csv
import io
import re

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

ACTIVE = re.compile(r"^[\s]*[=+\-@\t\r]")
MAX_CHARACTERS = 32_767  # what a cell of Excel holds
WRAPPED = Alignment(vertical="top", wrap_text=True)


def csv_of(table):
    """Return a `Table` as CSV (RFC 4180) in UTF-8 with a byte order mark, for spreadsheets."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(table.headers)
    writer.writerows([quoted(cell) for cell in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def quoted(cell):
    """Return a cell of CSV: a text that would start a formula gets an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and ACTIVE.match(cell) else cell


def xlsx_of(tables):
    """Return `Table`s as the sheets of a workbook (bytes); every text is one, whatever it starts with."""
    book = Workbook(write_only=True)
    for table in tables:
        sheet = book.create_sheet(table.name)
        sheet.freeze_panes = "A2"
        for column, width in enumerate(_widths(table), start=1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.append([_cell(sheet, header, bold=True) for header in table.headers])
        for row in table.rows:
            sheet.append([_cell(sheet, value) for value in row])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _cell(sheet, value, *, bold=False):
    is_text = isinstance(value, str)
    if is_text:
        value = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", value)[:MAX_CHARACTERS]
    cell = WriteOnlyCell(sheet, value)
    if is_text:
        cell.data_type = "s"
    cell.alignment = WRAPPED
    if bold:
        cell.font = Font(bold=True)
    return cell


def _widths(table):
    """Return a width for each column, by its longest line, within reason."""
    columns = zip(table.headers, *table.rows, strict=True)
    return [min(60, max(_longest(cell) for cell in column) + 2) for column in columns]


def _longest(cell):
    lines = str(cell).splitlines() or [""]
    return max(sum(2 if ord(c) > 0x2E7F else 1 for c in line) for line in lines)
