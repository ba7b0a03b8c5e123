"""CSV: its encoding is recognised or refused, never guessed silently wrong."""

import csv
import io

from django.utils.translation import gettext as _

from ledger.intake.errors import UnreadableError
from ledger.intake.limits import KNOWN_OTHERS, MAX_COLUMNS, MAX_TEXT, require_few
from ledger.intake.tables import Row, Table, Unreadable, cell

SEPARATORS = (",", ";", "\t")
UTF16 = (b"\xff\xfe", b"\xfe\xff")
CHINESE_SHARE = 0.9  # of what is not ASCII: fewer, and the bytes mean something else


def read_delimited(content) -> Table:
    """Return the rows of a CSV (bytes) in UTF-8, UTF-16 with its mark, or GB18030.

    The separator is a comma, semicolon or tab: whichever the first line has most of. Raises
    `UnreadableError`.
    """
    if content.startswith(b"PK\x03\x04"):
        raise UnreadableError(_("This is a workbook, not a CSV. Give its name the ending .xlsx."))
    if content.startswith(KNOWN_OTHERS):
        raise UnreadableError
    text = decoded(content)
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        return Table(list(_rows(reader)))
    except csv.Error as error:
        raise UnreadableError(
            _(
                "Line %(line)s is not CSV: a quotation mark is missing or too many. Save the sheet "
                "anew as “CSV UTF-8”."
            )
            % {"line": reader.line_num}
        ) from error


def decoded(content):
    """Return the text of `content` without its byte order mark. Raises `UnreadableError`."""
    encodings = ["utf-16"] if content.startswith(UTF16) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "gb18030" or _is_chinese(text):
            return text
    raise UnreadableError(
        _(
            "The letters of this file cannot be read for certain. Save it as “CSV UTF-8”, or as "
            "XLSX."
        )
    )


def _is_chinese(text):
    """Whether what is not ASCII is common Chinese; other encodings read so give rare characters."""
    foreign = [letter for letter in text if not letter.isascii()]
    common = sum(1 for letter in foreign if letter.encode("gb2312", "ignore"))
    return common >= CHINESE_SHARE * len(foreign)


def _rows(reader):
    found = 0
    for number, cells in enumerate(reader, start=1):
        texts = tuple(_text(each) for each in cells[:MAX_COLUMNS])
        if any(texts):
            require_few(found)
            found += 1
            yield Row(number, texts)


def _text(written):
    if written.lstrip().startswith("="):
        return Unreadable(_("A formula is not a value. Write its result."), written[:MAX_TEXT][:80])
    return cell(written)
