"""Made-up files of registers kept elsewhere: nothing in them exists."""

import csv
import io
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

FOLDER = Path(__file__).parent
HEADINGS = ["Product", "Territory", "Use", "Wording", "Decision date"]


def upload(content, name="made-up.xlsx"):
    """Return `content` (bytes) as a browser sends it."""
    return SimpleUploadedFile(name, content)


def stored(name):
    """Return a file of this folder as a browser sends it."""
    return upload((FOLDER / name).read_bytes(), name)


def workbook(*rows, change=None):
    """Return the bytes of an .xlsx with `rows`; `change(sheet)` does what else is to be done."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book.active)
    return saved(book)


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def text(*rows, separator=","):
    """Return `rows` as the text of a CSV."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue()


def sheet(*lines, headings=None):
    """Return a CSV as a browser sends it; each line a dict by heading."""
    headings = headings or list(dict.fromkeys(name for line in lines for name in line))
    rows = [[line.get(name, "") for name in headings] for line in lines]
    return upload(text(headings, *rows).encode(), "made-up.csv")
