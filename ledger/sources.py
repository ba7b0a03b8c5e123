"""The kept files of source documents: none is read without its hash being checked."""

import hashlib

from django.utils.translation import gettext_lazy as _

from ledger.errors import LedgerError
from ledger.models import SourceDocument


class SourceFileError(LedgerError):
    """The kept file of a source is not what the register says that it is."""


class SourceMissingError(SourceFileError):
    message = _("The kept file of this source is missing. Restore it from a backup.")


class SourceChangedError(SourceFileError):
    message = _(
        "The kept file of this source is not the one that was recorded. Restore it from a backup."
    )


def kept():
    """Return the sources that have a file."""
    return SourceDocument.objects.exclude(file=None).exclude(file="")


def read(source):
    """Return the bytes of the file of `source`.

    Raises `SourceMissingError`, or `SourceChangedError` when they do not have the hash that was
    recorded with them.
    """
    try:
        with source.file.open("rb") as file:
            content = file.read()
    except (OSError, ValueError) as error:  # ValueError: no file at all
        raise SourceMissingError from error
    if hashlib.sha256(content).hexdigest() != source.sha256:
        raise SourceChangedError
    return content


def confirm(source):
    """Raise as `read` does; holds only a piece of the file in memory."""
    try:
        with source.file.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as error:
        raise SourceMissingError from error
    if digest != source.sha256:
        raise SourceChangedError
