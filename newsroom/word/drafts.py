"""The blocks that pairs of parts will become, before anything is stored."""

from dataclasses import dataclass

from newsroom import models
from newsroom.word.parts import MAX_PROSE

FLOWING = {"heading", "prose", "table"}
MODELS = {
    "prose": models.Prose,
    "image": models.Figure,
    "quote": models.Quote,
    "references": models.References,
}


@dataclass
class Draft:
    """A block to be: its `kind` (a key of `MODELS`) and what it says, `{locale: {field: text}}`.

    `key` names the picture of a figure.
    """

    kind: str
    texts: dict[str, dict[str, str]]
    key: str = ""

    @property
    def label(self):
        return MODELS[self.kind]._meta.verbose_name

    def limited_to(self, locales):
        """Return the languages to which it is limited: none when it speaks all the `locales` brought."""
        return [] if set(self.texts) == set(locales) else list(self.texts)


def drafts_of(pairs):
    """Return the `Draft`s of `pairs`: a section of text from one heading to the next in one block."""
    drafts, section = [], []
    for pair in pairs:
        if pair.kind in FLOWING and not _begins(pair, section):
            section.append(pair)
            continue
        drafts += _section(section)
        section = [pair] if pair.kind in FLOWING else []
        if not section:
            drafts += OTHERS[pair.kind](pair)
    return [*drafts, *_section(section)]


def _begins(pair, section):
    """Tell whether `pair` begins a section of its own."""
    if not section:
        return False
    is_heading = pair.kind == "heading" and any(each.kind != "heading" for each in section)
    is_long = any(
        sum(len(each.parts[locale].html) for each in section) + len(part.html) > MAX_PROSE
        for locale, part in pair.parts.items()
        if locale in section[0].parts
    )
    return is_heading or is_long or set(pair.parts) != set(section[0].parts)


def _section(pairs):
    if not pairs:
        return []
    locales = pairs[0].parts
    body = {locale: "".join(pair.parts[locale].html for pair in pairs) for locale in locales}
    return [Draft("prose", {locale: {"body": html} for locale, html in body.items()})]


def _image(pair):
    """One figure where all languages show the same picture, else one in each."""
    keys = dict.fromkeys(part.key for part in pair.parts.values())
    return [
        Draft(
            "image",
            {loc: {"caption": p.text} for loc, p in pair.parts.items() if p.key == key},
            key,
        )
        for key in keys
    ]


def _quote(pair):
    texts = {loc: {"text": part.text, "attribution": part.by} for loc, part in pair.parts.items()}
    return [Draft("quote", texts)]


def _references(pair):
    """One list where all languages cite the same, else one in each."""
    lists = dict.fromkeys(part.text for part in pair.parts.values())
    return [
        Draft(
            "references",
            {loc: {"items": p.text} for loc, p in pair.parts.items() if p.text == items},
        )
        for items in lists
    ]


OTHERS = {"image": _image, "quote": _quote, "references": _references}
