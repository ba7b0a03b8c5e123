"""Two states of a release beside each other: what people wrote, what readers get, what facts say."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ledger.words import compared
from newsroom.differences import facts
from newsroom.differences.source import Part, Row, parts
from newsroom.differences.states import State

TEXTS = ("title", "slug", "summary", "note", "plain")


@dataclass(frozen=True)
class Texts:
    """What readers get in one language: its rows, and the pictures that went and came (hashes)."""

    locale: str
    rows: list[Row]
    gone: list[str]
    new: list[str]

    @property
    def is_changed(self):
        return bool(self.gone or self.new) or any(row.is_changed for row in self.rows)


@dataclass(frozen=True)
class Comparison:
    """`parts` is empty where the working copy of a state was not kept; `has_source` tells."""

    was: State
    now: State
    has_source: bool
    parts: list[Part] = field(default_factory=list)
    texts: list[Texts] = field(default_factory=list)
    facts: list[Row] = field(default_factory=list)

    @property
    def is_changed(self):
        changed = [*self.texts, *self.facts]
        is_written = any(part.kind != "same" or part.is_moved for part in self.parts)
        return is_written or any(one.is_changed for one in changed) or self.is_other_kind

    @property
    def is_other_kind(self):
        return (self.was.kind, self.was.asked) != (self.now.kind, self.now.asked)


def comparison(was, now, locales):
    """Return the `Comparison` of two `State`s in `locales`. 5 queries and 1 a related model."""
    has_source = was.source is not None and now.source is not None
    return Comparison(
        was,
        now,
        has_source,
        parts(was.source, now.source, locales) if has_source else [],
        [_texts(was.texts.get(code, {}), now.texts.get(code, {}), code) for code in locales],
        facts.rows(was.facts, now.facts, locales),
    )


def _texts(was, now, locale):
    labels = {
        "title": _("Title"),
        "slug": _("Address"),
        "summary": _("Summary"),
        "note": _("Public note"),
        "plain": _("Article"),
    }
    rows = [Row(labels[n], compared(was.get(n, ""), now.get(n, "")), locale) for n in TEXTS]
    images = [side.get("images", []) for side in (was, now)]
    gone, new = ([i for i in images[s] if i not in images[not s]] for s in (0, 1))
    return Texts(locale, [row for row in rows if row.runs], gone, new)
