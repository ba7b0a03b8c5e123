"""From plain HTML to clean block elements: what a text field keeps, pictures by themselves."""

from newsroom.word.findings import Leftover
from newsroom.word.markup import INLINE, Node

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
MAX_TITLE = 300
PROTOCOLS = ("http://", "https://", "mailto:")
KEPT = {"td": ("colspan", "rowspan"), "th": ("colspan", "rowspan")}


def blocks_of(body, leftovers):
    """Return the block elements of `body` that hold something; links that are dropped join `leftovers`."""
    return [block for block in _blocks(body.children, leftovers) if _has_content(block)]


def titled(blocks):
    """Return the title, a title or first-level heading before any text, and the other blocks."""
    first = next(iter(blocks), None)
    is_title = first is not None and first.tag == "h1" and len(first.words) <= MAX_TITLE
    return (first.words, blocks[1:]) if is_title else ("", blocks)


def levelled(blocks):
    """Return `blocks` with headings of two levels, 2 and 3, the highest in use being 2."""
    levels = [HEADINGS.index(block.tag) for block in blocks if block.tag in HEADINGS]
    for block in blocks:
        if block.tag in HEADINGS:
            block.tag = "h2" if HEADINGS.index(block.tag) == min(levels) else "h3"
            block.children = _plain(block.children)
    return blocks


def _blocks(children, leftovers):
    """Yield block elements; loose text becomes paragraphs, pictures stand by themselves."""
    loose = []
    for child in children:
        if isinstance(child, str) or child.tag in INLINE - {"img"}:
            loose.append(child)
            continue
        yield from _with_pictures(Node("p", {}, loose), leftovers)
        loose = []
        yield from _with_pictures(child, leftovers)
    yield from _with_pictures(Node("p", {}, loose), leftovers)


def _with_pictures(block, leftovers):
    """Yield `block` without the pictures in it, and these after it."""
    found = [block] if block.tag == "img" else list(block.all("img"))
    if block.tag != "img":
        yield _clean(block, leftovers)
    yield from found


def _has_content(block):
    return block.tag == "img" or bool(block.words)


def _clean(node, leftovers):
    children = []
    for child in node.children:
        if isinstance(child, str):
            children.append(child)
        elif child.tag != "img":
            children += _cleaned(child, leftovers)
    attrs = {n: v for n, v in node.attrs.items() if n in KEPT.get(node.tag, ("class",))}
    if node.tag in ("table", "tr", "ul", "ol"):
        children = [child for child in children if isinstance(child, Node)]
    if node.tag in ("td", "th", "li"):
        children = _paragraphs(children)
    if node.tag == "table":
        children = [Node("tbody", {}, children)]
    return Node(node.tag, attrs, children)


def _cleaned(child, leftovers):
    """Return what stands for an element: itself, or its content where only looks are lost."""
    if child.tag == "br":
        return [child]
    inner = _clean(child, leftovers)
    if child.tag in ("thead", "tbody", "span"):
        return inner.children
    if child.tag == "a":
        return _link(child.attrs.get("href", ""), inner, leftovers)
    if child.tag in INLINE and not inner.text:
        return inner.children
    return [inner]


def _link(href, inner, leftovers):
    if href.startswith(PROTOCOLS) and inner.text.strip():
        return [Node("a", {"href": href}, inner.children)]
    if href and not href.startswith("#"):
        leftovers.append(Leftover("link", href, inner.words))
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


def _plain(children):
    """Drop bold from a heading: it is its look, not an emphasis."""
    plain = []
    for child in children:
        is_bold = isinstance(child, Node) and child.tag == "strong"
        plain += child.children if is_bold else [child]
    return plain
