"""A .docx read into plain HTML by mammoth, after what is no running text was taken out."""

import hashlib
import io
import xml.etree.ElementTree as ET
import zipfile

import mammoth
from mammoth import html
from mammoth.docx.files import InvalidFileReferenceError

from newsroom.word.findings import Leftover, Picture
from newsroom.word.leftovers import beside, taken_out
from newsroom.word.markup import parse
from newsroom.word.package import UnusableFileError, main_part, opened, tree

STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='caption'] => p.caption:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='Quote'] => p.quote:fresh
p[style-name='Intense Quote'] => p.quote:fresh
p[style-name='List Paragraph'] => p:fresh
strike =>
"""
TAGS = {
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote"),
    *("table", "thead", "tbody", "tr", "th", "td", "a", "br", "img", "strong", "em", "sup", "sub"),
}
ATTRIBUTES = {
    "p": {"class"},
    "h1": {"class"},
    "a": {"href"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
STYLE_WARNING = "style"  # an unknown style changes looks alone
EXTERNAL = "external image"


def read(content):
    """Return `(body, pictures, leftovers)` of the .docx in `content`; fetches nothing.

    Raises `UnusableFileError`.
    """
    package = opened(content)
    document = tree(package, main_part(package))
    leftovers = [*beside(package, document), *taken_out(document)]
    keeper = _Pictures()
    try:
        result = mammoth.convert_to_html(
            _without(package, document),
            style_map=STYLES,
            include_embedded_style_map=False,
            convert_image=keeper.keep,
        )
    except (KeyError, ValueError, AttributeError, TypeError, IndexError, OSError) as error:
        raise UnusableFileError from error
    notes = {m.message for m in result.messages if STYLE_WARNING not in m.message}
    leftovers += [Leftover("note", m) for m in sorted(notes) if EXTERNAL not in m]
    return parse(result.value, TAGS, ATTRIBUTES), keeper.pictures, [*leftovers, *keeper.missing]


def _without(package, document):
    """Return the package as a file whose text is `document`."""
    target, main = io.BytesIO(), main_part(package)
    with zipfile.ZipFile(target, "w") as copy:
        for entry in dict.fromkeys(package.namelist()):
            data = ET.tostring(document) if entry == main else package.read(entry)
            copy.writestr(entry, data)
    target.seek(0)
    return target


class _Pictures:
    """Takes pictures out of the file while it is read; those that are elsewhere stay there."""

    def __init__(self):
        self.pictures, self.missing = {}, []

    def keep(self, image):
        alt = image.alt_text or ""
        try:
            with image.open() as file:
                data = file.read()
        except (KeyError, InvalidFileReferenceError) as error:
            self.missing.append(Leftover("picture-missing", alt or str(error)))
            return []
        key = hashlib.sha256(data).hexdigest()
        self.pictures.setdefault(key, Picture(data, alt))
        return [html.element("img", {"src": f"image:{key}", "alt": alt})]
