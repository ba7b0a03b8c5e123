"""The empty spreadsheet to fill in: headings, what belongs below each, and lists to choose from."""

import csv
import io

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from ledger.intake.limits import MAX_ITEMS
from products.enums import AuthorityRole
from products.intake.columns import COLUMNS
from products.models import Authority, IndicationConcept, Jurisdiction, Product

LONGEST_LIST = 500
WIDE = {"wording": 60, "use": 30, "source_title": 30, "note": 30, "locator": 24}
HEAD = {
    "font": Font(bold=True, color="FFFFFF"),
    "fill": PatternFill("solid", fgColor="1F3A5F"),
    "alignment": Alignment(wrap_text=True, vertical="top"),
}
LISTS, EXPLAINED = "Lists", "Explained"
EXTRAS = (EXPLAINED, LISTS)  # sheets that nobody expects to be read


def workbook():
    """Return the bytes of the template as XLSX, headings in the active language. 4 queries."""
    book = Workbook()
    lists = _lists(book)
    sheet = book.active
    sheet.title = "Register"
    sheet.append([str(column) for column in COLUMNS])
    sheet.freeze_panes = "C2"
    for number, column in enumerate(COLUMNS, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = WIDE.get(column.key, 18)
        _style(sheet.cell(1, number))
        if column.key in lists:
            _offer(sheet, letter, lists[column.key], is_closed=column.key in ("territory", *CLOSED))
    _texts(sheet)
    _explain(book.create_sheet(EXPLAINED, 1))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def delimited():
    """Return the headings as the bytes of a CSV that spreadsheets open in the right encoding."""
    out = io.StringIO()
    csv.writer(out).writerow([str(column) for column in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


CLOSED = [column.key for column in COLUMNS if column.choices]


def _lists(book):
    """Write what may be chosen into a sheet of its own; return `{column: range}`."""
    sheet = book.create_sheet(LISTS)
    offered = {
        "product": Product.objects.values_list("slug", flat=True),
        "territory": Jurisdiction.objects.values_list("code", flat=True),
        "authority": Authority.objects.filter(role=AuthorityRole.DECIDES).values_list(
            "code", flat=True
        ),
        "use": IndicationConcept.objects.values_list("key", flat=True),
    }
    offered = {key: list(values[:LONGEST_LIST]) for key, values in offered.items()}
    offered |= {c.key: [code for code, _label in c.choices] for c in COLUMNS if c.choices}
    ranges = {}
    for number, (key, values) in enumerate(offered.items(), start=1):
        for row, value in enumerate([key, *values], start=1):
            sheet.cell(row, number, value)
        letter = get_column_letter(number)
        if values:
            ranges[key] = f"{LISTS}!${letter}$2:${letter}${len(values) + 1}"
    return ranges


def _offer(sheet, letter, values, *, is_closed):
    """Let a column be chosen from `values`; one that is not closed takes other texts too."""
    rule = DataValidation("list", formula1=f"={values}", allow_blank=True)
    rule.showErrorMessage = is_closed
    rule.add(f"{letter}2:{letter}{MAX_ITEMS + 1}")
    sheet.add_data_validation(rule)


def _texts(sheet):
    """Make the cells to fill texts, so that no spreadsheet turns “May 2025” into a day."""
    for number in range(1, len(COLUMNS) + 1):
        sheet.column_dimensions[get_column_letter(number)].number_format = "@"
    for row in sheet.iter_rows(min_row=2, max_row=200, max_col=len(COLUMNS)):
        for cell in row:
            cell.number_format = "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _explain(sheet):
    heads = [
        _("Column"),
        "English",
        "中文",
        _("What belongs there"),
        _("Example (made up)"),
        _("Codes"),
    ]
    sheet.append(heads)
    for column in COLUMNS:
        codes = "\n".join(f"{code}: {label}" for code, label in column.choices)
        told = _("Needed. %(help)s") % {"help": column.help} if column.is_required else column.help
        sheet.append(
            [str(column), column.english, column.chinese, str(told), column.example, codes]
        )
    for number, width in enumerate((24, 24, 18, 60, 36, 44), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
        _style(sheet.cell(1, number))
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _style(cell):
    for name, value in HEAD.items():
        setattr(cell, name, value)
