"""What a .docx holds beside its running text: taken out before the text is read, and listed."""

from newsroom.word.findings import Leftover
from newsroom.word.package import tree

ASIDES = {
    "comments": ("comment", "comment"),
    "footnotes": ("footnote", "footnote"),
    "endnotes": ("endnote", "footnote"),
}
# Elements of the text by their local name: Word writes two families of namespaces.
TAKEN_OUT = {
    "del": "deletion",
    "moveFrom": "deletion",
    "txbxContent": "text-box",
    "object": "object",
    "altChunk": "object",
    "oMathPara": "equation",
    "oMath": "equation",
}
PROPERTIES = {"pPr", "rPr", "trPr", "tcPr"}  # what is deleted or inserted there are marks and rows
MARKS = {"footnoteReference", "endnoteReference", "commentReference"}
PICTURE = "pic"
PLACE = 80  # characters of a paragraph that tell where something stood
TEXTS = {"t", "delText", "instrText"}
BREAKS = {"p", "br", "tab", "tc"}


def local(element):
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element, name):
    """Return an attribute by its local name, "" where there is none."""
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")


def words(element):
    """Return the text in `element` in one line, deleted text too."""
    pieces = []
    for each in element.iter():
        if local(each) in TEXTS:
            pieces.append(each.text or "")
        elif local(each) in BREAKS:
            pieces.append(" ")
    return " ".join("".join(pieces).split())


def beside(package, body):
    """Return the `Leftover`s of the parts beside the text: notes, comments, headers, footers.

    Notes and comments say which paragraph of `body` (the root of the text) they stand in.
    """
    found = []
    for name, (tag, kind) in ASIDES.items():
        root = tree(package, f"word/{name}.xml")
        places = _places(body, f"{tag}Reference")
        for note in [] if root is None else root:
            text = words(note)
            if local(note) == tag and text:
                author = attribute(note, "author") if kind == "comment" else ""
                place = places.get(attribute(note, "id"), "")
                found.append(Leftover(kind, f"{author}: {text}" if author else text, place))
    return [*found, *_margins(package)]


def taken_out(body):
    """Take out of `body` what is no running text; return it as `Leftover`s, in order."""
    found = []
    _strip(body, "", found)
    return list(dict.fromkeys(found))


def _strip(element, place, found):
    for child in list(element):
        name = local(child)
        kind = TAKEN_OUT.get(name) or ("drawing" if _is_drawing(child) else "")
        if name in PROPERTIES:
            continue
        if name == "AlternateContent":
            _choose(child)
        if name == "ins" and words(child):
            found.append(Leftover("insertion", words(child), place))
        if kind or name in MARKS:
            element.remove(child)
        else:
            _strip(child, words(child)[:PLACE] if name == "p" else place, found)
        if kind and (said := _said(child, kind)):
            found.append(Leftover(kind, said, place))


def _choose(alternatives):
    """Keep one form of a drawing: the older where it holds a picture, else the newer, renamed.

    Both say the same, and the reader looks at the older one, the `Fallback`, alone.
    """
    forms = {local(child): child for child in reversed(alternatives)}
    older, newer = forms.get("Fallback"), forms.get("Choice")
    has_picture = older is not None and any(local(each) == "imagedata" for each in older.iter())
    kept = older if has_picture or newer is None else newer
    for child in [each for each in alternatives if each is not kept]:
        alternatives.remove(child)
    if kept is newer:
        kept.tag = kept.tag.replace("Choice", "Fallback")


def _is_drawing(element):
    """Tell whether `element` is a drawing without a picture or text box: a chart, a diagram, a shape."""
    if local(element) != "drawing":
        return False
    inside = {local(each) for each in element.iter()}
    return PICTURE not in inside and "txbxContent" not in inside


def _said(element, kind):
    text = words(element)
    if kind == "object":
        names = [attribute(each, "ProgID") for each in element.iter()]
        return " ".join(filter(None, [text, *names]))
    if kind == "drawing":
        return " ".join(
            filter(None, (attribute(e, "descr") or attribute(e, "name") for e in element.iter()))
        )
    return text


def _places(body, mark):
    places = {}
    for paragraph in (each for each in body.iter() if local(each) == "p"):
        for each in paragraph.iter():
            if local(each) == mark:
                places.setdefault(attribute(each, "id"), words(paragraph)[:PLACE])
    return places


def _margins(package):
    names = [n for n in package.namelist() if n.startswith(("word/header", "word/footer"))]
    texts = [words(tree(package, name)) for name in sorted(names) if name.endswith(".xml")]
    return [Leftover("header", text) for text in dict.fromkeys(texts) if text]
