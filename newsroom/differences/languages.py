"""English beside Chinese, block by block: texts, records chosen, values of facts."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from newsroom.differences import facts
from newsroom.differences.source import APART, flat
from newsroom.differences.values import (
    LOCALES,
    Records,
    in_words,
    label_of,
    locale_of,
    model_and_field,
)
from newsroom.labels import block_label, model_of


@dataclass(frozen=True)
class Pair:
    """A text in every language, in the order of the settings; "" where it is missing."""

    label: str
    texts: tuple[str, ...]

    @property
    def by_language(self):
        return list(zip(LOCALES, self.texts, strict=True))


@dataclass(frozen=True)
class Beside:
    """A block, or the release itself, in every language.

    `chosen` are (label, text) of what it shows in all of them, `only_in` limits it to languages.
    """

    label: str
    pairs: list[Pair]
    facts: list[Pair]
    chosen: list[tuple[str, str]]
    only_in: list[str]


def beside(state):
    """Return a `Beside` for the release and each block of a `State`; its texts where no more was kept.

    Queries: 1 a model to which fields refer, 5 for the labels of facts.
    """
    if state.source is None:
        return [_texts(state)]
    content = [("", state.source["fields"])]
    content += [(block["type"], block["fields"]) for block in state.source["blocks"]]
    records = Records(
        (model_of(kind), name, value)
        for kind, fields in content
        for name, value in fields.items()
        if name != "shared"
    )
    names = facts.names_of(facts.answers(state.facts, LOCALES))
    return [
        _beside(kind, flat(fields), records, _facts(state, f"{place}.{kind}", names))
        for place, (kind, fields) in enumerate(content)
    ]


def _beside(kind, fields, records, shown):
    model = model_of(kind)
    stems = dict.fromkeys(_stem(name) for name in fields if locale_of(name))
    pairs = [_pair(model, stem, fields, records) for stem in stems]
    others = [name for name in fields if not locale_of(name) and name not in APART]
    said = [(name, _words(model, name, fields[name], records)) for name in others]
    return Beside(
        capfirst(str(block_label(kind))) if kind else _("The release"),
        [pair for pair in pairs if any(pair.texts)],
        shown,
        [(_label(model, name), text) for name, text in said if text and name != "languages"],
        fields.get("languages") or [] if kind else [],
    )


def _pair(model, stem, fields, records):
    names = [f"{stem}_{code.replace('-', '_')}" for code in LOCALES]
    texts = tuple(_words(model, name, fields.get(name), records) for name in names)
    return Pair(_label(model, stem), texts)


def _label(model, name):
    owner, field = model_and_field(model, name)
    return label_of(owner, field) if owner else name


def _words(model, name, value, records):
    owner, field = model_and_field(model, name)
    return in_words(owner, field, value, records) if owner else str(value or "")


def _stem(name):
    return name.removesuffix(f"_{locale_of(name).replace('-', '_')}")


def _facts(state, place, names):
    """Return what the block at a place shows of the register, a `Pair` a question."""
    here = [fact for fact in state.facts if fact["place"] == place]
    shown = facts.answers(here, LOCALES)
    asked = {question[1:]: question for question in shown}
    return [
        Pair(names[question], tuple(shown.get((code, *rest), "") for code in LOCALES))
        for rest, question in asked.items()
    ]


def _texts(state):
    """Return the frozen texts themselves, where the working copy was not kept."""
    labels = {"title": _("Title"), "summary": _("Summary"), "plain": _("Article")}
    pairs = [
        Pair(label, tuple(state.texts.get(code, {}).get(name, "") for code in LOCALES))
        for name, label in labels.items()
    ]
    return Beside(_("The release"), [pair for pair in pairs if any(pair.texts)], [], [], [])
