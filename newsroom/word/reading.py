"""The one way from what somebody brings to a `Reading`, whatever it is."""

from django.utils.translation import gettext_lazy as _

from newsroom.word import docx, pasted
from newsroom.word.package import MAX_BYTES, TOO_DEEP, UnusableFileError
from newsroom.word.parts import read_parts

MAX_LENGTH = 300_000  # characters of markup and text


def read(content, *, is_pasted):
    """Return the `Reading` of a .docx in `content`, or of pasted HTML. Raises `UnusableFileError`."""
    try:
        found = pasted.read(_text(content)) if is_pasted else docx.read(content)
        reading = read_parts(*found)
    except RecursionError as error:
        raise UnusableFileError(TOO_DEEP) from error
    if not reading.title and not reading.parts:
        raise UnusableFileError(_("No text was found in it."))
    _require_length(reading)
    return reading


def _text(content):
    if len(content) > MAX_BYTES:
        raise UnusableFileError(_("This text is larger than 20 MB. Paste a part of it."))
    return content.decode()


def _require_length(reading):
    length = sum(len(part.html) + len(part.text) for part in reading.parts)
    if length > MAX_LENGTH:
        raise UnusableFileError(
            _(
                "This text has about %(number)s characters: it is a book, not a release. "
                "Take the text of the release alone."
            )
            % {"number": length}
        )
