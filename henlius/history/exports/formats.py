"""The formats of an export, each a function from a dossier to bytes."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from henlius.history.exports.bundle import bundle_of
from henlius.history.exports.dossier import Dossier
from henlius.history.exports.pdf import pdf_of
from henlius.history.exports.plain import json_of
from henlius.history.exports.sheets import csv_of, xlsx_of
from henlius.history.exports.tables import register, tables

SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Format:
    """`content(dossier)` returns the bytes of a file of the media type `kind`."""

    suffix: str
    kind: str
    label: str
    content: Callable[[Dossier], bytes]


def _xlsx(dossier):
    return xlsx_of(tables(dossier))


def _csv(dossier):
    return csv_of(register(dossier))


ALL = (
    Format("pdf", "application/pdf", _("To read and print: typeset, pages numbered"), pdf_of),
    Format("xlsx", SHEETS, _("Workbook: a sheet for each kind of record"), _xlsx),
    Format("csv", "text/csv; charset=utf-8", _("A line for each register row"), _csv),
    Format("json", "application/json", _("Canonical: the bytes that the hash is of"), json_of),
    Format("zip", "application/zip", _("Inspection bundle: signed, verifies itself"), bundle_of),
)
FORMATS = {each.suffix: each for each in ALL}
