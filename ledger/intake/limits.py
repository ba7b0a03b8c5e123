"""How much of a file is read, and what a text of it may be."""

import re

from django.utils.translation import gettext as _

from ledger.intake.errors import UnreadableError

MAX_BYTES = 25 * 1024 * 1024
MAX_ITEMS = 5000
MAX_COLUMNS = 60
MAX_TEXT = 20_000
UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
KNOWN_OTHERS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"Rar!",
    b"\x1f\x8b",
)


def require_size(size):
    """Raise `UnreadableError` for an empty file or one of more than 25 MB (`size` in bytes)."""
    if not size:
        raise UnreadableError(_("This file is empty. Choose it again."))
    if size > MAX_BYTES:
        raise UnreadableError(
            _(
                "This file is larger than 25 MB, so it was not read. Split it, a part for each upload."
            )
        )


def require_few(count):
    if count > MAX_ITEMS:
        raise UnreadableError(
            _(
                "This file has more than %(limit)s rows, so none was taken in. Split it into files "
                "of %(limit)s rows at most."
            )
            % {"limit": MAX_ITEMS}
        )


def problem_of(text):
    """Return what is wrong with a text that cannot be kept, or ""."""
    if UNKEEPABLE.search(text):
        return _("There are characters here that are no text. Type the cell again.")
    if len(text) > MAX_TEXT:
        return _("This text is longer than %(limit)s characters. Shorten it.") % {"limit": MAX_TEXT}
    return ""
