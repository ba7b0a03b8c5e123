"""Files of source documents as they arrive: measured, recognised, and kept under their hash."""

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from django.core import signing
from django.core.files.storage import default_storage
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from ledger.errors import LedgerError

MAX_BYTES = 25 * 1024 * 1024
FOLDER = "sources"
SALT = "ledger.receiving"
NAME_LENGTH = 200
MAGIC = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
PACKAGES = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
TEXTS = {"json", "csv", "txt", "html", "htm", "eml"}
ACCEPT = ",".join(f".{kind}" for kind in (*MAGIC.values(), "jpeg", *PACKAGES.values(), *TEXTS))


class UnusableFileError(LedgerError):
    message = _(
        "This file is of no kind that is kept as a source. Upload a PDF, a picture (PNG, JPEG), "
        "a DOCX or XLSX without macros, or a text (JSON, CSV, TXT, HTML, EML)."
    )


@dataclass(frozen=True)
class Received:
    """A file that is kept and belongs to no source yet; `kind` is its ending, `name` its own name."""

    sha256: str
    kind: str
    name: str
    size: int

    @property
    def path(self):
        return f"{FOLDER}/{self.sha256}.{self.kind}"

    @property
    def token(self):
        """What a form carries so that nobody names a file which they did not send."""
        return signing.dumps([self.sha256, self.kind, self.name, self.size], salt=SALT)

    def __str__(self):
        return f"{self.name} ({filesizeformat(self.size)})"


def receive(file) -> Received:
    """Keep an uploaded file under its hash, byte for byte, and return what it is.

    Raises `UnusableFileError` when it is empty, larger than 25 MB, or nothing that is kept: what
    counts are its bytes, and its ending only for texts. Holds a piece of it in memory at a time.
    """
    if file.size > MAX_BYTES:
        raise UnusableFileError(_("This file is larger than 25 MB. Upload the part that matters."))
    if not file.size:
        raise UnusableFileError(_("This file is empty. Choose it again."))
    kind = kind_of(file)
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    received = Received(digest, kind, PurePath(file.name).name[:NAME_LENGTH], file.size)
    if not _is_kept(received):
        file.seek(0)
        default_storage.delete(received.path)  # cut short, or another one: never what it should be
        default_storage.save(received.path, file)
    return received


def received(token) -> Received | None:
    """Return the `Received` that `token` stands for; None for anything else."""
    try:
        found = Received(*signing.loads(token, salt=SALT))
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return found if default_storage.exists(found.path) else None


def kind_of(file):
    """Return the kind of a file by its first bytes: the ending under which it is kept."""
    file.seek(0)
    head = file.read(4096)
    for magic, kind in MAGIC.items():
        if head.startswith(magic):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_package(file)
    ending = PurePath(file.name).suffix[1:].lower()
    if ending in TEXTS and _is_text(file, head):
        return ending
    raise UnusableFileError


def _kind_of_package(file):
    try:
        names = set(zipfile.ZipFile(file).namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnusableFileError from error
    if not any(name.lower().endswith("vbaproject.bin") for name in names):
        for name, kind in PACKAGES.items():
            if {name, "[Content_Types].xml"} <= names:
                return kind
    raise UnusableFileError


def _is_text(file, head):
    """Whether no byte stands there that no text has; wide encodings say so at their beginning."""
    if head.startswith((b"#!", b"MZ", b"\x7fELF")):
        return False
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    file.seek(0)
    return not any(b"\x00" in chunk for chunk in file.chunks())


def _is_kept(found):
    if not default_storage.exists(found.path):
        return False
    with default_storage.open(found.path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == found.sha256
