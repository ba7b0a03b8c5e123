"""Blocks that a person wrote: text, pictures, quotations, standing texts, references."""

from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from newsroom.facts.inserting import with_values
from newsroom.models import Boilerplate, Prose


def prose(shown, block):
    return {"body": _sanitised(shown, Prose, block.body)}


def boilerplate(shown, block):
    text = block.boilerplate
    return {"title": text.title, "body": _sanitised(shown, Boilerplate, text.body, compares=False)}


def quote(shown, block):
    if not (block.text and block.attribution):
        _untranslated(shown)
    return {"text": block.text, "attribution": block.attribution}


def figure(shown, block):
    image = block.image
    if not image.alt:
        shown.lacks(_("A picture has no description in this language."), "error")
    shown.images.append(image.sha256)
    return {"image": image, "caption": block.caption}


def download(shown, block):
    document = block.document
    if not document.title:
        shown.lacks(_("A file for download has no title in this language."), "error")
    shown.files.append(document.sha256)
    return {"document": document}


def references(shown, block):
    return {"items": [line.strip() for line in block.items.splitlines() if line.strip()]}


def _sanitised(shown, model, html, *, compares=True):
    """The text with its facts; a standing text was accepted once, for many moments."""
    if not html:
        _untranslated(shown)
        return ""
    # The field's own sanitiser decides what passes, for text that came by other ways than its form too.
    clean = model._meta.get_field("body").sanitize(html)
    return mark_safe(with_values(shown, clean, compares=compares))  # noqa: S308


def _untranslated(shown):
    shown.lacks(_("A block has no text in this language."), "error")
