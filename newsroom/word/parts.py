"""From plain HTML to parts: the one way for files and for what is pasted."""

import re
from dataclasses import replace

from django.utils.html import strip_tags

from newsroom.word.findings import Leftover, Part, Reading
from newsroom.word.markup import INLINE, Node, inner_html

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
MAX_TITLE = 300
MAX_CAPTION = 300
MAX_PROSE = 60_000  # half of what a text field holds: facts and markup come on top
MAX_REFERENCES = 20_000
REFERENCES = {"references", "reference", "sources", "bibliography"} | {
    "参考文献",
    "参考资料",
    "资料来源",
    "引用文献",
}
MARKER = re.compile(r"^\s*(?:\[(\d+)\]|［(\d+)］|(\d+)[.．、)])\s*")
SAID_BY = re.compile(r"^\s*[—–―-]{1,2}\s*(.+)$", re.DOTALL)
PROTOCOLS = ("http://", "https://", "mailto:")
KEPT = {"td": ("colspan", "rowspan"), "th": ("colspan", "rowspan")}


def read_parts(body, pictures, leftovers):
    """Return the `Reading` of `body` (plain HTML as `docx.read` and `pasted.read` give it)."""
    reading = Reading(pictures=pictures, leftovers=list(leftovers))
    blocks = [block for block in _blocks(body.children, reading) if _has_content(block)]
    reading.title, blocks = _titled(blocks)
    reading.parts = _fitting(_parts(_levelled(blocks), reading), reading)
    return reading


def _blocks(children, reading):
    """Yield block elements; loose text becomes paragraphs, pictures stand by themselves."""
    loose = []
    for child in children:
        if isinstance(child, str) or child.tag in INLINE - {"img"}:
            loose.append(child)
            continue
        yield from _with_pictures(Node("p", {}, loose), reading)
        loose = []
        yield from _with_pictures(child, reading)
    yield from _with_pictures(Node("p", {}, loose), reading)


def _with_pictures(block, reading):
    """Yield `block` without the pictures in it, and these after it."""
    found = [block] if block.tag == "img" else list(block.all("img"))
    if block.tag != "img":
        yield _clean(block, reading)
    yield from found


def _has_content(block):
    return block.tag == "img" or bool(block.words)


def _clean(node, reading):
    children = []
    for child in node.children:
        if isinstance(child, str):
            children.append(child)
        elif child.tag != "img":
            children += _cleaned(child, reading)
    attrs = {n: v for n, v in node.attrs.items() if n in KEPT.get(node.tag, ("class",))}
    if node.tag in ("table", "tr", "ul", "ol"):
        children = [child for child in children if isinstance(child, Node)]
    if node.tag in ("td", "th", "li"):
        children = _paragraphs(children)
    if node.tag == "table":
        children = [Node("tbody", {}, children)]
    return Node(node.tag, attrs, children)


def _cleaned(child, reading):
    """Return what stands for an element: itself, or its content where only looks are lost."""
    if child.tag == "br":
        return [child]
    inner = _clean(child, reading)
    if child.tag in ("thead", "tbody", "span"):
        return inner.children
    if child.tag == "a":
        return _link(child.attrs.get("href", ""), inner, reading)
    if child.tag in INLINE and not inner.text:
        return inner.children
    return [inner]


def _link(href, inner, reading):
    if href.startswith(PROTOCOLS) and inner.text.strip():
        return [Node("a", {"href": href}, inner.children)]
    if href and not href.startswith("#"):
        reading.leftovers.append(Leftover("link", href, inner.words))
    return inner.children


def _paragraphs(children):
    """Return the content of a cell or item as the editor keeps it: paragraphs, one if empty."""
    wrapped, loose = [], []
    for child in [*children, None]:
        if child is not None and (isinstance(child, str) or child.tag in INLINE):
            loose.append(child)
            continue
        if any(not isinstance(c, str) or c.strip() for c in loose):
            wrapped.append(Node("p", {}, loose))
        loose = []
        if child is not None and child.words:
            wrapped.append(child)
    return wrapped or [Node("p")]


def _titled(blocks):
    """Return the title, a title or first-level heading before any text, and the other blocks."""
    first = next(iter(blocks), None)
    is_title = first is not None and first.tag == "h1" and len(first.words) <= MAX_TITLE
    return (first.words, blocks[1:]) if is_title else ("", blocks)


def _levelled(blocks):
    """Return `blocks` with headings of two levels, 2 and 3, the highest in use being 2."""
    levels = [HEADINGS.index(block.tag) for block in blocks if block.tag in HEADINGS]
    for block in blocks:
        if block.tag in HEADINGS:
            block.tag = "h2" if HEADINGS.index(block.tag) == min(levels) else "h3"
            block.children = _plain(block.children)
    return blocks


def _plain(children):
    """Drop bold from a heading: it is its look, not an emphasis."""
    plain = []
    for child in children:
        is_bold = isinstance(child, Node) and child.tag == "strong"
        plain += child.children if is_bold else [child]
    return plain


def _parts(blocks, reading):
    parts, position = [], 0
    while position < len(blocks):
        part, taken = _part(blocks, position, reading)
        if part and part.kind == "prose" and _continues(parts, part):
            parts[-1] = replace(parts[-1], html=parts[-1].html + part.html)
        elif part:
            parts.append(part)
        position += taken
    return parts


def _continues(parts, part):
    if not parts or parts[-1].kind != "prose":
        return False
    return len(parts[-1].html) + len(part.html) < MAX_PROSE


def _part(blocks, position, reading):
    """Return the part that begins at `position` and the number of blocks that it takes."""
    block = blocks[position]
    if found := _references(blocks, position):
        return found
    if block.tag == "img":
        return _image(blocks, position)
    if block.tag in ("h2", "h3"):
        return Part("heading", html=_html(block)), 1
    if block.tag == "table":
        return Part("table", html=_html(block)), 1
    if "quote" in block.classes:
        return _quote(blocks, position)
    if "caption" in block.classes and _tag_at(blocks, position + 1) == "img":
        part, taken = _image(blocks, position + 1)
        return replace(part, text=part.text or block.words[:MAX_CAPTION]), taken + 1
    return Part("prose", html=_html(block)), 1


def _image(blocks, position):
    key = blocks[position].attrs.get("src", "").removeprefix("image:")
    follower = blocks[position + 1] if position + 1 < len(blocks) else None
    if (
        follower is not None
        and "caption" in follower.classes
        and len(follower.words) <= MAX_CAPTION
    ):
        return Part("image", key=key, text=follower.words), 2
    return Part("image", key=key), 1


def _quote(blocks, position):
    """A quotation is one when a line says whose it is; else it stays in the text as it is."""
    block = blocks[position]
    follower = blocks[position + 1] if position + 1 < len(blocks) else None
    said_by = follower is not None and follower.tag == "p" and SAID_BY.match(follower.words)
    if said_by and len(said_by[1]) <= 120 and len(block.words) <= 2000:
        return Part("quote", text=block.words, by=said_by[1]), 2
    return Part("prose", html=Node("blockquote", {}, [_bare(block)]).html()), 1


def _references(blocks, position):
    """Return the reference list that begins at `position`, with or without its heading."""
    has_heading = blocks[position].words.strip(" :：").lower() in REFERENCES
    start = position + has_heading
    items, end = [], start
    if has_heading and _tag_at(blocks, start) == "ol":
        items, end = (
            [_reference(li) for li in blocks[start].children if isinstance(li, Node)],
            start + 1,
        )
    while not items or end > start:
        number = _number_at(blocks, end, needs_bracket=not has_heading)
        if number != len(items) + 1 or _tag_at(blocks, end) != "p":
            break
        items.append(MARKER.sub("", _reference(blocks[end])))
        end += 1
    text = "\n".join(item for item in items if item)
    if not text or len(text) > MAX_REFERENCES:
        return None
    return Part("references", text=text), end - position


def _reference(node):
    """Return a reference in one line, with the address of a link that its words do not give."""
    hrefs = [a.attrs["href"] for a in node.all("a") if a.attrs["href"] not in node.text]
    return " ".join([node.words, *hrefs])


def _number_at(blocks, position, *, needs_bracket):
    found = MARKER.match(blocks[position].text) if position < len(blocks) else None
    if not found or (needs_bracket and found[3]):
        return None
    return int(found[1] or found[2] or found[3])


def _tag_at(blocks, position):
    return blocks[position].tag if position < len(blocks) else ""


def _bare(block):
    return Node(block.tag, {}, block.children)


def _html(block):
    return f"<{block.tag}>{inner_html(block.children).strip()}</{block.tag}>"


def _fitting(parts, reading):
    """Return the parts that fit into a block; list the others."""
    for part in parts:
        if len(part.html) > MAX_PROSE:
            reading.leftovers.append(Leftover("too-long", strip_tags(part.html.replace("<", " <"))))
    return [part for part in parts if len(part.html) <= MAX_PROSE]
