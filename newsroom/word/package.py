"""The package of a .docx file, opened only when it is what it says and stays within limits."""

import io
import xml.etree.ElementTree as ET
import zipfile
import zlib
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _

from newsroom.errors import NewsroomError

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 100 * 1024 * 1024
MAX_PART = 12 * 1024 * 1024  # of markup: 500 pages are 5 MB
MAX_RATIO = 200  # unpacked to packed, of parts over 1 MB; Word's own markup stays under 60
MAX_ENTRIES = 2000
MAX_DEPTH = 120  # elements within elements; the reader calls itself for each
MAX_PARAGRAPHS = 5000
MAX_ELEMENTS = 200_000  # of one part: the reader keeps about 1 kB for each
TOO_DEEP = _("Tables or lists stand too deep in one another here. Make them simpler first.")
SWOLLEN = _(
    "This file unpacks to far more than a Word file holds. "
    "Copy its text into a new document and save that."
)
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIN_RELATION = "/officeDocument"
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    ET.ParseError,
    NotImplementedError,
    EOFError,
    KeyError,
    OSError,
    ValueError,
)


class UnusableFileError(NewsroomError):
    message = _("This is not a Word file (.docx). Save it in Word as “Word document (.docx)”.")


def opened(content):
    """Return the `ZipFile` of a .docx in `content` (bytes), every part of which was looked at.

    Nothing is unpacked before its size is known. Raises `UnusableFileError`, which says what is
    wrong and what to do.
    """
    _require_size(content)
    if content.startswith(COMPOUND):
        raise UnusableFileError(
            _(
                "This file is protected with a password, or of an old kind (.doc). "
                "Save it in Word as .docx without a password."
            )
        )
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        _require_limits(package)
        _require_no_macros(package)
        for entry in package.infolist():
            _look_at(package, entry)
        _require_word(package)
    except UNREADABLE as error:
        raise UnusableFileError from error
    return package


def tree(package, name):
    """Return the root element of the part `name`, None where there is none."""
    return ET.fromstring(package.read(name)) if name in package.namelist() else None  # noqa: S314 looked at before


def main_part(package):
    """Return the name of the part with the text, "" without one; it need not be `document.xml`."""
    relations = tree(package, "_rels/.rels")
    targets = [
        relation.get("Target", "").lstrip("/")
        for relation in ([] if relations is None else relations)
        if relation.get("Type", "").endswith(MAIN_RELATION)
    ]
    names = package.namelist()
    return next((name for name in targets if name in names and name.endswith(".xml")), "")


def _require_size(content):
    if not content:
        raise UnusableFileError(_("This file is empty. Choose it again."))
    if len(content) > MAX_BYTES:
        raise UnusableFileError(
            _("This file is larger than 20 MB. Make its pictures smaller in Word first.")
        )


def _require_limits(package):
    entries = package.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnusableFileError(_("This file is protected with a password. Save it without one."))
    is_bomb = (
        len(entries) > MAX_ENTRIES
        or sum(entry.file_size for entry in entries) > MAX_UNPACKED
        or any(_is_swollen(entry) for entry in entries)
    )
    if is_bomb:
        raise UnusableFileError(SWOLLEN)


def _is_swollen(entry):
    if _is_markup(entry) and entry.file_size > MAX_PART:
        return True
    return entry.file_size > 1024 * 1024 and entry.file_size > MAX_RATIO * entry.compress_size


def _is_markup(entry):
    return entry.filename.endswith((".xml", ".rels"))


def _require_no_macros(package):
    kinds = package.read("[Content_Types].xml")
    names = package.namelist()
    if b"macroEnabled" in kinds or any(name.endswith("vbaProject.bin") for name in names):
        raise UnusableFileError(
            _("This file contains macros. Save it in Word as “Word document (.docx)”.")
        )


def _require_word(package):
    if not main_part(package).startswith("word/"):
        raise UnusableFileError


def _look_at(package, entry):
    if not _is_markup(entry):
        return
    found = _Markup()
    with package.open(entry) as part:
        found.parser.ParseFile(part)
    if found.paragraphs > MAX_PARAGRAPHS:
        raise UnusableFileError(
            _(
                "This file has %(number)s paragraphs: it is a book, not a release. "
                "Save the text of the release alone."
            )
            % {"number": found.paragraphs}
        )


class _Markup:
    """Counts what a part holds while it is parsed; entities and deep nesting are refused."""

    def __init__(self):
        self.depth = self.elements = self.paragraphs = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._enter
        self.parser.EndElementHandler = self._leave

    def _refuse(self, *_declaration):
        raise UnusableFileError(
            _(
                "This file declares entities, as no Word file does. "
                "Copy its text into a new document and save that."
            )
        )

    def _enter(self, name, _attributes):
        self.depth += 1
        self.elements += 1
        self.paragraphs += name.endswith(" p")
        if self.elements > MAX_ELEMENTS:
            raise UnusableFileError(SWOLLEN)
        if self.depth > MAX_DEPTH:
            raise UnusableFileError(TOO_DEEP)

    def _leave(self, _name):
        self.depth -= 1
