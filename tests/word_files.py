"""Word files made by hand: the parts of a .docx that Word writes, and what it puts on the clipboard."""

import io
import zipfile
from html import escape

from PIL import Image

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": W,
        "r": R,
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    }.items()
)
STYLES = {
    "Title": "Title",
    "Heading1": "heading 1",
    "Heading2": "heading 2",
    "Heading3": "heading 3",
    "Caption": "caption",
    "Quote": "Quote",
    "ListParagraph": "List Paragraph",
}
BULLETS, NUMBERS = 1, 2


def run(text, *looks, up=""):
    """Return a run; `looks` are elements such as `w:b`, `up` is `superscript` or `subscript`."""
    marks = "".join(f"<{look}/>" for look in looks)
    marks += f'<w:vertAlign w:val="{up}"/>' if up else ""
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*runs, style="", numbering=0, level=0):
    """Return a paragraph of runs and plain texts."""
    inner = "".join(each if each.startswith("<") else run(each) for each in runs)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = f'<w:ilvl w:val="{level}"/><w:numId w:val="{numbering}"/>' if numbering else ""
    listed = f"<w:numPr>{listed}</w:numPr>" if listed else ""
    return f"<w:p><w:pPr>{named}{listed}</w:pPr>{inner}</w:p>"


def heading(text, level=1):
    return p(text, style=f"Heading{level}")


def link(text, address_id):
    return f'<w:hyperlink r:id="{address_id}">{run(text)}</w:hyperlink>'


def table(*rows, has_header=True):
    """Return a table of texts, its first row repeated as a header."""
    lines = []
    for number, row in enumerate(rows):
        mark = "<w:trPr><w:tblHeader/></w:trPr>" if has_header and number == 0 else ""
        cells = "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row)
        lines.append(f"<w:tr>{mark}{cells}</w:tr>")
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


def drawing(image_id, alt=""):
    """Return a run that shows the picture of a relationship."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture" descr="{escape(alt)}"/>'
        "<a:graphic><a:graphicData><pic:pic><pic:blipFill>"
        f'<a:blip r:embed="{image_id}"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def picture(colour="teal", kind="PNG", size=(40, 30)):
    """Return the bytes of a picture."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, kind)
    return file.getvalue()


def docx(*body, pictures=None, links=None, parts=None, raw=None):
    """Return the bytes of a .docx.

    `pictures` and `links` are `{relationship: bytes or address}`; `parts` are more parts by name
    under `word/` (their bodies); `raw` replaces or adds entries of the package as they are.
    """
    pictures, links, parts = pictures or {}, links or {}, parts or {}
    relations = [
        ("styles", "styles", "styles.xml", ""),
        ("numbering", "numbering", "numbering.xml", ""),
        *((name, name.rstrip("0123456789"), f"{name}.xml", "") for name in parts),
        *((key, "image", f"media/{key}.png", "") for key in pictures),
        *((key, "hyperlink", address, ' TargetMode="External"') for key, address in links.items()),
    ]
    entries = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations([("main", "officeDocument", "word/document.xml", "")]),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{''.join(body)}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(relations),
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(),
        **{f"word/{name}.xml": text for name, text in parts.items()},
        **{f"word/media/{key}.png": data for key, data in pictures.items()},
        **(raw or {}),
    }
    return packed(entries)


def packed(entries):
    """Return a zip of `{name: text or bytes}`."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries.items():
            package.writestr(name, content)
    return file.getvalue()


def notes(kind, texts):
    """Return the part of `comments`, `footnotes` or `endnotes`: `{id: text}`, written by A. Writer."""
    tag = kind[:-1]
    items = "".join(
        f'<w:{tag} w:id="{key}" w:author="A. Writer">{p(text)}</w:{tag}>'
        for key, text in texts.items()
    )
    return f"<w:{kind} {NAMESPACES}>{items}</w:{kind}>"


def margin(kind, text):
    """Return a header (`hdr`) or footer (`ftr`)."""
    return f"<w:{kind} {NAMESPACES}>{p(text)}</w:{kind}>"


def _content_types():
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/></Types>'
    )


def _relations(rows):
    inner = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{escape(target)}"{mode}/>'
        for key, kind, target, mode in rows
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def _styles():
    inner = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in STYLES.items()
    )
    return f"<w:styles {NAMESPACES}>{inner}</w:styles>"


def _numbering():
    levels = {BULLETS: "bullet", NUMBERS: "decimal"}
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{key}">'
        + "".join(
            f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{kind}"/></w:lvl>' for level in range(3)
        )
        + "</w:abstractNum>"
        for key, kind in levels.items()
    )
    used = "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key in levels
    )
    return f"<w:numbering {NAMESPACES}>{abstract}{used}</w:numbering>"
