"""From plain HTML to parts: the one way for files and for what is pasted."""

import re
from dataclasses import replace

from django.utils.html import strip_tags

from newsroom.word.cleaning import blocks_of, levelled, titled
from newsroom.word.findings import Leftover, Part, Reading
from newsroom.word.markup import Node, inner_html
from newsroom.word.references import references, tag_at

MAX_CAPTION = 300
MAX_PROSE = 60_000  # half of what a text field holds: facts and markup come on top
SAID_BY = re.compile(r"^\s*[—–―-]{1,2}\s*(.+)$", re.DOTALL)


def read_parts(body, pictures, leftovers):
    """Return the `Reading` of `body` (plain HTML as `docx.read` and `pasted.read` give it)."""
    reading = Reading(pictures=pictures, leftovers=list(leftovers))
    reading.title, blocks = titled(blocks_of(body, reading.leftovers))
    reading.parts = _fitting(_parts(levelled(blocks)), reading)
    return reading


def _parts(blocks):
    parts, position = [], 0
    while position < len(blocks):
        part, taken = _part(blocks, position)
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


def _part(blocks, position):
    """Return the part that begins at `position` and the number of blocks that it takes."""
    block = blocks[position]
    if found := references(blocks, position):
        return found
    if block.tag == "img":
        return _image(blocks, position)
    if block.tag in ("h2", "h3"):
        return Part("heading", html=_html(block)), 1
    if block.tag == "table":
        return Part("table", html=_html(block)), 1
    if "quote" in block.classes:
        return _quote(blocks, position)
    if "caption" in block.classes and tag_at(blocks, position + 1) == "img":
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
