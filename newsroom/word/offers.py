"""Names and wordings that the register knows, found in texts from Word: facts to accept or refuse."""

import re
from dataclasses import dataclass

from django.utils import timezone, translation

from newsroom.assembly import moment_for
from newsroom.assembly.shown import Shown
from newsroom.facts.held import Held
from newsroom.facts.keys import Key
from newsroom.facts.kinds import KINDS
from newsroom.facts.labels import labels_of
from newsroom.facts.markup import ATTRIBUTE
from newsroom.facts.names import names_in_force
from newsroom.word.markup import Node, built, inner_html
from products.models import ProductFacts

OFFERED = ("trade-name", "inn", "indication")
SHORTEST = 3  # characters of a Latin name; shorter ones are syllables of something else
CONTEXT = 40
IDEOGRAPH = re.compile(r"[㐀-鿿]")


@dataclass(frozen=True)
class Choice:
    """One fact that a text may stand for, and what the register says of it in that language."""

    key: Key
    value: str
    label: str
    is_hidden: bool = False


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

    The longest comes first where several would fit. Queries: 8 a language and 5 for the labels,
    however many drafts there are.
    """
    locales = sorted({locale for draft in drafts for locale in draft.texts})
    known = {locale: _known(release, locale) for locale in locales}
    labels = labels_of({key for found in known.values() for _text, key, *_rest in found})
    found = []
    for number, draft in enumerate(drafts):
        for locale, fields in draft.texts.items():
            patterns = _patterns(known[locale], labels)
            found += _offers(number, locale, fields.get("body", ""), patterns)
    return found


def with_facts(html, accepted):
    """Return `html` with the facts `accepted`, `{start: (length, Choice)}`, in place of their words."""
    body = built(html)
    _mark(body, accepted, 0)
    return inner_html(body.children)


def _known(release, locale):
    """Return (text, key, value, is hidden) of all that may be named in `locale`."""
    planned = release.planned_at
    moment = moment_for(release, planned and max(planned, timezone.now()))
    with translation.override(locale):
        public, held = (Shown(each, locale, "") for each in (moment, Held(moment)))
        now = {k: v for kind in OFFERED for k, v in KINDS[kind].resolve(public).items()}
        ever = {k: v for kind in OFFERED for k, v in KINDS[kind].resolve(held).items()} | now
        spellings = _other_scripts(held)
    ever = _products_first(ever)
    found = [(value.text, key, value.text, key not in now) for key, value in ever.items()]
    found += [(name, key, ever[key].text, key not in now) for name, key in spellings if key in ever]
    return list(dict.fromkeys(found))


def _other_scripts(shown):
    names = (row.trade_name for row in names_in_force(shown))
    return [
        (name.name, Key("trade-name", name.product.slug, name.jurisdiction.code)) for name in names
    ]


def _products_first(values):
    """Drop the INN of an asset that is a product's as well: one name, one fact."""
    of_products = {
        value.text
        for key, value in values.items()
        if key.kind == "inn" and isinstance(value.rows[0], ProductFacts)
    }
    return {
        key: value
        for key, value in values.items()
        if key.kind != "inn"
        or value.text not in of_products
        or isinstance(value.rows[0], ProductFacts)
    }


def _patterns(known, labels):
    """Return (pattern, choices) by what is written, the longest first."""
    choices = {}
    for text, key, value, is_hidden in known:
        if len(text) >= SHORTEST or IDEOGRAPH.search(text):
            choice = Choice(key, value, str(labels[key]), is_hidden)
            choices.setdefault(" ".join(text.casefold().split()), []).append(choice)
    by_length = sorted(choices.items(), key=lambda item: -len(item[0]))
    return [(_pattern(text), tuple(dict.fromkeys(found))) for text, found in by_length]


def _pattern(text):
    words = r"\s+".join(re.escape(word) for word in text.split())
    start = r"(?<![A-Za-z0-9])" if text[0].isascii() and text[0].isalnum() else ""
    end = r"(?![A-Za-z0-9])" if text[-1].isascii() and text[-1].isalnum() else ""
    return re.compile(start + words + end, re.IGNORECASE)


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
