"""Cells that take one of a few values, and what makes two texts the same."""

import unicodedata
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from ledger.intake.errors import CellError
from ledger.models import SourceDocument
from ledger.phrases import listed
from products.intake.columns import BY_KEY, COLUMNS, squeezed

MARKS = str.maketrans({"®": "", "™": "", "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-"})
QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "。": ".", "、": ","})


def coded(texts):
    """Return `(texts with codes in place of labels, [[column, problem]])`."""
    problems = []
    for check in (_choices, _address, _day, _source):
        try:
            check(texts)
        except CellError as error:
            problems.append([error.field, str(error)])
    return texts, problems


def known_source(title, url):
    """Return the source document of that address or title, None when there is none. 2 queries at most."""
    if url and (found := SourceDocument.objects.filter(url=url).first()):
        return found
    return SourceDocument.objects.filter(title=title).first() if title else None


def alike(one, other):
    """Whether two texts say the same but for blanks, width, marks, quotes, dashes and case (ADV-35)."""
    return folded(one) == folded(other)


def folded(text):
    """Return `text` without what `alike` overlooks; signs such as + and ≥ stay."""
    plain = unicodedata.normalize("NFKC", text.translate(MARKS)).translate(QUOTES)
    return "".join(plain.casefold().split()).rstrip(".")


def _choices(texts):
    for column in COLUMNS:
        if column.choices and texts[column.key]:
            texts[column.key] = _code(column, texts[column.key])


def _code(column, text):
    for code, label in column.choices:
        if squeezed(text) in {squeezed(name) for name in _names(code, label)}:
            return code
    known = listed(code for code, _label in column.choices)
    raise CellError(
        _("“%(text)s” is none of the choices. Write one of: %(known)s.")
        % {"text": text[:80], "known": known},
        field=column.key,
    )


def _names(code, label):
    yield code
    for locale in ("en", "zh-hans"):
        with override(locale):
            yield str(label)


def _address(texts):
    url = texts["source_url"]
    if url and not url.startswith(("https://", "http://")):
        raise CellError(_("An address begins with https://."), field="source_url")


def _day(texts):
    try:
        date.fromisoformat(texts["source_date"] or "2000-01-01")
    except ValueError as error:
        raise CellError(
            _("“%(text)s” is not a day. Write it as 2025-05-29.")
            % {"text": texts["source_date"][:40]},
            field="source_date",
        ) from error


def _source(texts):
    title = texts["source_title"]
    if title and not texts["source_kind"] and not known_source(title, texts["source_url"]):
        known = listed(code for code, _label in BY_KEY["source_kind"].choices)
        raise CellError(
            _("What kind of document is it? Write one of: %(known)s.") % {"known": known},
            field="source_kind",
        )
