"""XLSX: read a row at a time, never its formulas' results, never more than the limits."""

import datetime
import io
import re
import warnings
import zipfile
import zlib
from xml.parsers.expat import ExpatError

from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from ledger.intake.errors import UnreadableError
from ledger.intake.limits import COMPOUND, MAX_COLUMNS, MAX_ITEMS, require_few
from ledger.intake.tables import Row, Table, Unreadable, cell

MAX_UNPACKED = 64 * 1024 * 1024
MAX_PARTS = 1000
MAX_EMPTY = 20_000  # rows without a value between others; a file may claim a million
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*?\bref=[\"']([A-Z]+\d+:[A-Z]+\d+)[\"']")
MARKED = re.compile(r"xl/worksheets/[^/]+\.xml")
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    ExpatError,
    DefusedXmlException,
    InvalidFileException,
    AttributeError,
    EOFError,
    IndexError,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    SyntaxError,  # every parser's own error is one
    TypeError,
    ValueError,
)


def read_workbook(content, ignored=()) -> Table:
    """Return the first sheet of an .xlsx (bytes). Raises `UnreadableError`.

    A date becomes YYYY-MM-DD, a whole number its digits; a formula, an error value, a logical value
    or a merged cell is `Unreadable`. Other sheets are noticed unless their titles are `ignored`.
    """
    if content.startswith(COMPOUND):
        raise UnreadableError(
            _(
                "This workbook is of the old kind (.xls) or has a password. Save it as “Excel "
                "workbook (.xlsx)” without a password."
            )
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of extensions that it leaves out
            return _read(content, ignored)
    except UNREADABLE as error:
        raise UnreadableError(
            _("This is no Excel workbook (.xlsx), or it is damaged. Save it anew as .xlsx or .csv.")
        ) from error


def _read(content, ignored):
    archive = zipfile.ZipFile(io.BytesIO(content))
    _require_limits(archive)
    workbook = load_workbook(
        io.BytesIO(content), read_only=True, data_only=False, keep_links=False, rich_text=False
    )
    sheet = workbook.worksheets[0]
    sheet.reset_dimensions()  # what a file says of its own size may be wrong
    merged = _merged(archive, sheet)
    rows = list(_rows(sheet, merged))
    others = [each.title for each in workbook.worksheets[1:] if each.title not in ignored]
    notices = []
    if others:
        said = {"read": sheet.title, "others": ", ".join(others)}
        notices = [_("Only the first sheet “%(read)s” was read, not: %(others)s.") % said]
    return Table(rows, notices)


def _require_limits(archive):
    """Unpack every part once, in pieces: what the archive says of its sizes may be wrong."""
    if len(archive.infolist()) > MAX_PARTS:
        raise UnreadableError(_swollen())
    if "xl/workbook.xml" not in archive.namelist():
        raise KeyError
    unpacked = 0
    for part in archive.infolist():
        with archive.open(part) as packed:
            while piece := packed.read(1 << 16):
                unpacked += len(piece)
                if unpacked > MAX_UNPACKED:
                    raise UnreadableError(_swollen())


def _swollen():
    return _(
        "This workbook unpacks to far more than a register holds, so it was not read. Copy the "
        "rows into the template and save that."
    )


def _rows(sheet, merged):
    found, empty = 0, 0
    for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), start=1):
        texts = tuple(
            _merged_cell() if _is_merged(number, column, merged) else _text(each)
            for column, each in enumerate(cells, start=1)
        )
        if not any(texts):
            empty += 1
            if empty > MAX_EMPTY:
                require_few(MAX_ITEMS + 1)
            continue
        found += 1
        require_few(found - 1)
        yield Row(number, texts)


def _text(found):
    value, kind = found.value, getattr(found, "data_type", "n")
    if value is None:
        return ""
    if kind == "f" or (isinstance(value, str) and value.startswith("=")):
        return Unreadable(
            _("A formula is not a value. Copy the cell and paste it as a value."), str(value)[:80]
        )
    if kind == "e":
        return Unreadable(
            _("“%(value)s” is an error of the sheet. Write the value.") % {"value": value}
        )
    if isinstance(value, bool):
        return Unreadable(_("A logical value stands here. Write a text."), str(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        value = value.date()
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, (datetime.datetime, datetime.time, datetime.timedelta)):
        return Unreadable(_("A time of day stands here. Write the day alone."), str(value))
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    return cell(str(value))


def _merged_cell():
    return Unreadable(
        _("This cell is merged with others. Unmerge it and write the value into each row.")
    )


def _merged(archive, sheet):
    """Return the bounds (column, row, column, row) of the merged cells of a sheet."""
    path = sheet._worksheet_path  # a sheet that is only read tells of them in no other way
    name = path.lstrip("/")
    if not MARKED.fullmatch(name):
        return []
    found = MERGED.findall(archive.read(name))[:MAX_ITEMS]
    return [range_boundaries(each.decode()) for each in found]


def _is_merged(row, column, merged):
    return any(c1 <= column <= c2 and r1 <= row <= r2 for c1, r1, c2, r2 in merged)
