"""Uploaded PDFs: read, cleaned of what acts by itself, written again and named by their hash."""

import hashlib
import io

import pikepdf
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from newsroom.errors import NewsroomError

MAX_BYTES = 20 * 1024 * 1024
MAX_PAGES = 500
# Keys of the catalogue and of pages by which a PDF acts, carries other files, or tells on its author.
ACTING = ("/OpenAction", "/AA", "/AcroForm", "/Metadata", "/PieceInfo", "/Collection")
CARRYING = ("/JavaScript", "/EmbeddedFiles")
DAMAGE = (pikepdf.PdfError, ValueError, OSError, RuntimeError)


class UnusableDocumentError(NewsroomError):
    message = _("This file is not a PDF that can be read. Save it as PDF again and upload that.")


def rewritten(file):
    """Return `(ContentFile, sha256, pages)` of the PDF in `file`, written anew.

    At most 20 MB and 500 pages. Scripts, forms, actions, attached files, annotations other than
    links and all metadata are left out. The same input gives the same bytes. Raises
    `UnusableDocumentError`, also for a locked file.
    """
    file.seek(0)
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UnusableDocumentError(_("This file is larger than 20 MB. Make it smaller first."))
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            content, pages = _cleaned(pdf), len(pdf.pages)
    except pikepdf.PasswordError as error:
        raise UnusableDocumentError(
            _("This PDF is locked by a password. Save it without one.")
        ) from error
    except DAMAGE as error:
        raise UnusableDocumentError from error
    sha256 = hashlib.sha256(content).hexdigest()
    return ContentFile(content, name=f"{sha256}.pdf"), sha256, pages


def _cleaned(pdf):
    if not 1 <= len(pdf.pages) <= MAX_PAGES:
        raise UnusableDocumentError(_("A PDF for download has 1 to 500 pages."))
    _drop(pdf.Root, ACTING)
    if "/Names" in pdf.Root:
        _drop(pdf.Root.Names, CARRYING)
    for page in pdf.pages:
        _drop(page.obj, ("/AA", "/Metadata", "/PieceInfo"))
        _keep_links(page.obj)
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    target = io.BytesIO()
    pdf.remove_unreferenced_resources()
    pdf.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


def _drop(dictionary, keys):
    for key in keys:
        if key in dictionary:
            del dictionary[key]


def _keep_links(page):
    """Of the annotations only links to addresses and places stay, without any other action."""
    links = [found for found in page.get("/Annots", []) if _is_link(found)]
    _drop(page, ["/Annots"])
    if links:
        page["/Annots"] = pikepdf.Array(links)


def _is_link(annotation):
    action = annotation.get("/A", {})
    is_plain = not action or action.get("/S") in ("/URI", "/GoTo")
    return annotation.get("/Subtype") == "/Link" and is_plain and "/AA" not in annotation
