"""HTML that Word puts on the clipboard, brought to the plain HTML that a .docx is read as."""

import base64
import binascii
import hashlib
import re

from newsroom.word.findings import Leftover, Picture
from newsroom.word.markup import Node, parse

TAGS = {
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "div"),
    *("table", "thead", "tbody", "tr", "th", "td", "a", "br", "img", "span"),
    *("b", "strong", "i", "em", "sup", "sub", "del", "ins", "s"),
}
ATTRIBUTES = {
    "*": {"class", "style"},
    "a": {"href"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
RENAMED = {"b": "strong", "i": "em"}
STYLES = {
    "font-weight:bold": "strong",
    "font-weight:700": "strong",
    "font-style:italic": "em",
    "vertical-align:super": "sup",
    "vertical-align:sub": "sub",
}
ROLES = {
    "MsoTitle": "title",
    "MsoCaption": "caption",
    "MsoQuote": "quote",
    "MsoIntenseQuote": "quote",
}
HEADING = re.compile(r"^(?:Mso)?Heading(\d)$")
OUTLINE = re.compile(r"mso-outline-level:([1-6])")
LIST = re.compile(r"mso-list: ?\w+ level(\d)")
NUMBERED = re.compile(r"^[(（]?(?:\d+|[a-zA-Z]|[ivxIVX]+|[一二三四五六七八九十]+)[.)）、]")
ASIDES = {"mso-element:comment-list": "comment", "mso-element:footnote-list": "footnote",
          "mso-element:endnote-list": "footnote"}  # fmt: skip
DATA = re.compile(r"^data:image/[\w.+-]+;base64,", re.IGNORECASE)


def read(html):
    """Return `(body, pictures, leftovers)` of pasted `html`; plain text gives a paragraph a line."""
    if "<" not in html or not re.search(r"</?\w+[^>]*>", html):
        lines = [line.strip() for line in html.splitlines()]
        return Node("body", {}, [Node("p", {}, [line]) for line in lines if line]), {}, []
    paste = _Paste()
    body = parse(html, TAGS, ATTRIBUTES)
    body.children = paste.blocks(body.children)
    return body, paste.pictures, paste.leftovers


class _Paste:
    def __init__(self):
        self.pictures, self.leftovers = {}, []

    def blocks(self, children):
        """Return cleaned children, paragraphs that are list items gathered into lists."""
        cleaned, items = [], []
        for child in self._flat(children):
            level = _list_level(child)
            if level:
                items.append((level, *self._item(child)))
                continue
            if items and not (isinstance(child, str) and not child.strip()):
                cleaned += _lists(items)
                items = []
            cleaned += self._clean(child)
        return [*cleaned, *_lists(items)]

    def _flat(self, children):
        """Yield children with those of `div`s in their place, asides of Word set apart."""
        for child in children:
            aside = isinstance(child, Node) and _aside(child)
            if aside:
                self._set_apart(child, aside)
            elif isinstance(child, Node) and child.tag == "div":
                yield from self._flat(child.children)
            else:
                yield child

    def _set_apart(self, node, kind):
        for part in node.all("p"):
            if part.words:
                self.leftovers.append(Leftover(kind, part.words))

    def _clean(self, child):
        if isinstance(child, str):
            return [child]
        if child.tag == "img":
            return self._picture(child)
        if "msocomanchor" in child.classes or _compact(child).find("mso-list:ignore") >= 0:
            return []
        if child.tag == "del" and child.words:
            self.leftovers.append(Leftover("deletion", child.words))
        if child.tag == "del":
            return []
        inner = self.blocks(child.children)
        return self._renamed(child, inner)

    def _renamed(self, node, inner):
        if node.tag in ("span", "ins", "s", "div"):
            for style, tag in STYLES.items():
                if style in _compact(node):
                    inner = [Node(tag, {}, inner)]
            return inner
        kept = {n: v for n, v in node.attrs.items() if n not in ("class", "style")}
        if node.tag == "p":
            return [_paragraph(node, kept, inner)]
        return [Node(RENAMED.get(node.tag, node.tag), kept, inner)]

    def _item(self, node):
        marker = "".join(n.text for n in node.all("span") if "mso-list:ignore" in _compact(n))
        is_numbered = NUMBERED.match("".join(marker.split()))
        return "ol" if is_numbered else "ul", Node(
            "li", {}, [Node("p", {}, self.blocks(node.children))]
        )

    def _picture(self, node):
        source, alt = node.attrs.get("src", ""), node.attrs.get("alt", "")
        if not DATA.match(source):
            self.leftovers.append(Leftover("picture-missing", alt or source))
            return []
        try:
            data = base64.b64decode(source.partition(",")[2], validate=True)
        except (binascii.Error, ValueError):
            self.leftovers.append(Leftover("picture-missing", alt))
            return []
        key = hashlib.sha256(data).hexdigest()
        self.pictures[key] = Picture(data, alt)
        return [Node("img", {"src": f"image:{key}", "alt": alt})]


def _compact(node):
    return "".join(node.attrs.get("style", "").lower().split())


def _aside(node):
    return next((kind for style, kind in ASIDES.items() if style in _compact(node)), None)


def _list_level(child):
    if not isinstance(child, Node) or child.tag != "p":
        return 0
    found = LIST.search(" ".join(child.attrs.get("style", "").split()))
    return int(found[1]) if found else 0


def _paragraph(node, kept, inner):
    """Return a paragraph as the heading, title, caption or quotation that its style makes it."""
    outline = OUTLINE.search(_compact(node))
    levels = [found[1] for name in node.classes if (found := HEADING.match(name))]
    role = next((ROLES[name] for name in node.classes if name in ROLES), "")
    if role == "title":
        return Node("h1", {"class": "title"}, inner)
    if level := (levels or [outline and outline[1]])[0]:
        return Node(f"h{level}", kept, inner)
    return Node("p", kept | ({"class": role} if role else {}), inner)


def _lists(items):
    """Return nested lists of `(level, tag, li)` in order; a deeper item belongs to the one before."""
    lists, stack = [], []
    for level, tag, item in items:
        while stack and stack[-1][0] > level:
            stack.pop()
        if stack and stack[-1][0] == level and stack[-1][1].tag != tag:
            stack.pop()
        if not stack or stack[-1][0] < level:
            target = Node(tag)
            (stack[-1][1].children[-1].children if stack else lists).append(target)
            stack.append((level, target))
        stack[-1][1].children.append(item)
    return lists
