"""JSON: bounded in size, depth and numbers before anybody looks at its shape."""

import json
import math

from django.utils.translation import gettext as _

from ledger.intake.errors import UnreadableError
from ledger.intake.limits import problem_of

MAX_OBJECTS = 500_000
MAX_DIGITS = 20


def read_json(content):
    """Return what a JSON file (bytes; UTF-8 or UTF-16) says. Raises `UnreadableError`."""
    if content.count(b"{") + content.count(b"[") > MAX_OBJECTS:
        raise UnreadableError(_("This JSON holds too much at once. Split it into several files."))
    try:
        text = content.decode(json.detect_encoding(content)).lstrip("\ufeff")
        return json.loads(text, parse_constant=_no_number, parse_int=_whole, parse_float=_fraction)
    except RecursionError as error:
        raise UnreadableError(
            _("This JSON is nested too deeply. Save it from its source once more.")
        ) from error
    except (ValueError, UnicodeDecodeError) as error:
        if isinstance(error, json.JSONDecodeError):
            said = {"line": error.lineno, "column": error.colno}
            message = (
                _("This is not JSON: it breaks off at line %(line)s, column %(column)s.") % said
            )
            raise UnreadableError(message) from error
        raise UnreadableError(str(error) if isinstance(error, _NumberError) else None) from error


class _NumberError(ValueError):
    pass


def _no_number(name):
    raise _NumberError(_("“%(name)s” is no number in JSON. Save it once more.") % {"name": name})


def _whole(digits):
    if len(digits) > MAX_DIGITS:
        raise _NumberError(_("A number of this file is far too long. Save it once more."))
    return int(digits)


def _fraction(digits):
    value = float(digits)
    if not math.isfinite(value):
        raise _NumberError(_("A number of this file is far too large. Save it once more."))
    return value


def at(value, *path):
    """Return what stands in nested objects under `path`, None where anything of it is missing."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def text_at(value, *path):
    """Return the text or number there as a text, "" for anything else or what cannot be kept."""
    found = at(value, *path)
    if isinstance(found, bool) or not isinstance(found, (str, int, float)):
        return ""
    text = str(found).strip()
    return "" if problem_of(text) else text


def list_at(value, *path):
    """Return the list there, [] for anything else."""
    found = at(value, *path)
    return found if isinstance(found, list) else []


def texts_at(value, *path):
    """Return the texts of the list there, without what is no text."""
    return [each.strip() for each in list_at(value, *path) if isinstance(each, str)]
