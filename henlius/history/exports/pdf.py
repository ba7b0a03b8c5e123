"""A dossier typeset as PDF by WeasyPrint, which needs Pango of the system and is asked for it late."""

from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from PIL import ImageFile

from henlius.history.exports import wording
from henlius.history.exports.plain import hash_of
from henlius.history.exports.sections import SECTIONS
from henlius.history.exports.tables import summary, tables

STYLE = "css/admin/dossier.css"
MOST_ROWS = 250  # about a hundred pages, which a worker sets well within its 30 seconds


@cache
def hindrance():
    """Return why no PDF can be made here, in English, or "" when one can."""
    try:
        _weasyprint()
    except (ImportError, OSError) as error:
        return f"WeasyPrint does not load: {str(error).splitlines()[0]}"
    return ""


def obstacle(dossier):
    """Return why there is no PDF of this `Dossier`, or ""."""
    if len(dossier.facts) <= MOST_ROWS:
        return hindrance()
    return hindrance() or _(
        "This export has %(count)s rows, and a PDF takes at most %(most)s. Choose a shorter period."
    ) % {"count": len(dossier.facts), "most": MOST_ROWS}


def pdf_of(dossier):
    """Return a `Dossier` as PDF (bytes) in the active language.

    Every page carries its number, the hash of the export and the ledger position. Fetches nothing.
    """
    typeset = _weasyprint()
    html = render_to_string("exports/dossier.html", context_of(dossier))
    style = typeset.CSS(string=Path(finders.find(STYLE)).read_text(), url_fetcher=_refuse)
    return typeset.HTML(string=html, url_fetcher=_refuse).write_pdf(stylesheets=[style])


def _weasyprint():
    """Import it; that lets Pillow take cut pictures in the whole process, which is undone here."""
    import weasyprint

    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return weasyprint


def context_of(dossier):
    """Return what the template shows."""
    return {
        "language": get_language(),
        "title": _("Regulatory dossier: %(product)s") % {"product": dossier.scope.product},
        "sha256": hash_of(dossier),
        "seq": dossier.scope.seq,
        "day": dossier.day,
        "summary": summary(dossier),
        "sections": [
            {"label": capfirst(section.label), "facts": [_shown(fact) for fact in found]}
            for section in SECTIONS
            if (found := dossier.of(section))
        ],
        "tables": [table for table in tables(dossier) if table.rows and table.name in _appended()],
    }


def _appended():
    return _("Change sets"), _("Sources"), _("Signatures")


def _shown(fact):
    start, end = wording.period(fact)
    said = wording.details(fact)
    return {
        "key": fact.key,
        "about": str(fact.about),
        "territory": fact.territory,
        "start": start,
        "end": end,
        "text": getattr(fact.row, "text", ""),
        "language": getattr(fact.row, "language", ""),
        "details": [(label, text) for label, text in said if text != getattr(fact.row, "text", "")],
        "translations": fact.translations,
        "evidence": [wording.cited(citation) for citation in fact.opened.citations],
        "opened": wording.signed_by(fact.opened),
        "reason": fact.opened.change_set.reason,
        "closed": wording.signed_by(fact.closed) if fact.closed else "",
        "is_public": fact.is_public,
        "publicity": wording.publicity(fact.opened),
        "shown_by": wording.shown(fact.bindings),
    }


def _refuse(url, *args, **kwargs):
    raise ValueError(f"An export fetches nothing: {url}")
