"""Spreadsheets of approvals, XLSX or CSV."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ledger.intake.delimited import read_delimited
from ledger.intake.errors import UnreadableError
from ledger.intake.formats import Format
from ledger.intake.workbooks import read_workbook
from products.intake.columns import BY_KEY
from products.intake.judging import judge
from products.intake.missing import only_ours
from products.intake.sheets import reading_of
from products.intake.template import EXTRAS

READERS = {
    ".xlsx": lambda content: read_workbook(content, ignored=EXTRAS),
    ".csv": read_delimited,
}
OTHERS = (".xls", ".xlsm", ".xlsb", ".ods", ".numbers", ".txt", ".tsv")


class Spreadsheet(Format):
    key = "spreadsheet"
    label = gettext_lazy("Spreadsheet")
    columns = BY_KEY
    place = pgettext_lazy("of a sheet", "Row")

    def recognises(self, ending, content):
        if ending in OTHERS:
            raise UnreadableError(_("Save it as “Excel workbook (.xlsx)” or “CSV UTF-8”."))
        return READERS[ending](content) if ending in READERS else None

    def read(self, found):
        return reading_of(found)

    def judge(self, items, proposer):
        judge(items, proposer)

    def only_ours(self, intake):
        return only_ours(intake)
