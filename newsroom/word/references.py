"""Reference lists: under a heading of that name, or lines that are numbered in brackets from 1."""

import re

from newsroom.word.findings import Part
from newsroom.word.markup import Node

MAX_REFERENCES = 20_000
REFERENCES = {"references", "reference", "sources", "bibliography"} | {
    "参考文献",
    "参考资料",
    "资料来源",
    "引用文献",
}
MARKER = re.compile(r"^\s*(?:\[(\d+)\]|［(\d+)］|(\d+)[.．、)])\s*")


def references(blocks, position):
    """Return the reference list that begins at `position`, with or without its heading."""
    has_heading = blocks[position].words.strip(" :：").lower() in REFERENCES
    start = position + has_heading
    items, end = [], start
    if has_heading and tag_at(blocks, start) == "ol":
        items, end = (
            [_reference(li) for li in blocks[start].children if isinstance(li, Node)],
            start + 1,
        )
    while not items or end > start:
        number = _number_at(blocks, end, needs_bracket=not has_heading)
        if number != len(items) + 1 or tag_at(blocks, end) != "p":
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


def tag_at(blocks, position):
    """Return the tag of a block, "" behind the last one."""
    return blocks[position].tag if position < len(blocks) else ""
