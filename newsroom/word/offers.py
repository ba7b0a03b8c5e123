"""Names and wordings that the register knows, found in texts from Word: facts to accept or refuse."""

from dataclasses import dataclass

from newsroom.facts.markup import ATTRIBUTE
from newsroom.word.known import Choice, patterns_for
from newsroom.word.markup import Node, built, inner_html

CONTEXT = 40


@dataclass(frozen=True)
class Offer:
    """A place in a draft where a fact is named: `start` counts the characters of its text."""

    draft: int
    locale: str
    start: int
    text: str
    before: str
    after: str
    choices: tuple[Choice, ...]

    @property
    def name(self):
        """The name of its field in a form."""
        return f"fact-{self.draft}.{self.locale}.{self.start}"

    @property
    def becomes(self):
        """What the text will say instead of these words, "" when it says the same or is to choose."""
        value = self.choices[0].value
        return value if len(self.choices) == 1 and value != self.text else ""


def offers_in(drafts, release):
    """Return the `Offer`s in `drafts` at the moment that is planned for `release`, in their order.

    The longest comes first where several would fit. Queries: those of `patterns_for`, however many
    drafts there are.
    """
    locales = sorted({locale for draft in drafts for locale in draft.texts})
    patterns = patterns_for(release, locales)
    found = []
    for number, draft in enumerate(drafts):
        for locale, fields in draft.texts.items():
            found += _offers(number, locale, fields.get("body", ""), patterns[locale])
    return found


def with_facts(html, accepted):
    """Return `html` with the facts `accepted`, `{start: (length, Choice)}`, in place of their words."""
    body = built(html)
    _mark(body, accepted, 0)
    return inner_html(body.children)


def _offers(number, locale, html, patterns):
    found = []
    for base, block in _blocks(built(html), 0):
        for offset, text in _pieces(block, base):
            for start, match, choices in _matches(text, patterns):
                here = start + offset - base
                before = block.text[max(0, here - CONTEXT) : here]
                after = block.text[here + len(match) :][:CONTEXT]
                offer = Offer(number, locale, start + offset, match, before, after, choices)
                found.append(offer)
    return sorted(found, key=lambda offer: offer.start)


def _matches(text, patterns):
    """Yield (start, what is written, choices) of names in `text` that do not overlap."""
    taken = []
    for pattern, choices in patterns:
        for match in pattern.finditer(text):
            if all(match.end() <= start or end <= match.start() for start, end in taken):
                taken.append(match.span())
                yield match.start(), match[0], choices


def _blocks(node, offset):
    """Yield (start, element) of each paragraph or heading below `node`."""
    for child in node.children:
        if isinstance(child, Node) and child.tag in ("p", "h2", "h3"):
            yield offset, child
        elif isinstance(child, Node):
            yield from _blocks(child, offset)
        offset += _length(child)


def _pieces(node, offset):
    """Yield (start, text) of each text in `node`."""
    for child in node.children:
        if isinstance(child, str):
            yield offset, child
        else:
            yield from _pieces(child, offset)
        offset += _length(child)


def _length(child):
    return len(child) if isinstance(child, str) else len(child.text)


def _mark(node, accepted, offset):
    children = []
    for child in node.children:
        length = _length(child)
        if isinstance(child, str):
            children += _split(child, accepted, offset)
        else:
            _mark(child, accepted, offset)
            children.append(child)
        offset += length
    node.children = children


def _split(text, accepted, offset):
    pieces, position = [], 0
    for start in sorted(s - offset for s in accepted if offset <= s < offset + len(text)):
        length, choice = accepted[start + offset]
        chip = Node("span", {ATTRIBUTE: str(choice.key)}, [choice.value])
        pieces += [text[position:start], chip]
        position = start + length
    return [piece for piece in [*pieces, text[position:]] if piece != ""]
