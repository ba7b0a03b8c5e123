"""What people wrote, compared: fields, blocks and their order."""

from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.utils.text import capfirst

from ledger.words import Run, compared
from newsroom.differences.values import Records, in_words, locale_of, model_and_field
from newsroom.labels import block_label, field_label, model_of

SAME, CHANGED, ADDED, REMOVED = "same", "changed", "added", "removed"
APART = {"region", "ordering"}


@dataclass(frozen=True)
class Row:
    """A field in words: how it differs, and its language, "" for what has none."""

    label: str
    runs: list[Run]
    locale: str = ""

    @property
    def is_changed(self):
        return any(run.kind for run in self.runs)


@dataclass(frozen=True)
class Part:
    """A block, or the release itself: what became of it, its place then and now, its rows.

    `images` are keys of `Image`s that it shows, before and after.
    """

    label: str
    kind: str
    places: tuple[int | None, int | None] = (None, None)
    is_moved: bool = False
    rows: list[Row] = field(default_factory=list)
    images: tuple = (None, None)


def parts(was, now, locales):
    """Return the `Part`s of two snapshots: the release first, then blocks in their later order.

    Blocks that went stand where they were. Rows of other languages than `locales` are left out.
    Queries: 1 a model to which fields refer.
    """
    sides = [{"": s["fields"]} | {_key(b): b["fields"] for b in s["blocks"]} for s in (was, now)]
    records = Records(_values(sides))
    moved = _moved(*(list(side)[1:] for side in sides))
    return [_part(key, sides, records, locales, key in moved) for key in _order(*sides)]


def _part(key, sides, records, locales, is_moved):
    was, now = (flat(side.get(key, {})) for side in sides)
    kind = key.partition(".")[0]
    rows = [
        Row(
            capfirst(field_label(model_of(kind), name)),
            compared(*(_words(kind, name, side.get(name), records) for side in (was, now))),
            locale_of(name),
        )
        for name in dict.fromkeys([*now, *was])
        if name not in APART and locale_of(name) in ("", *locales)
    ]
    places = tuple(list(side).index(key) if key in side else None for side in sides)
    return Part(
        capfirst(str(block_label(kind))) if kind else "",
        _kind(was, now, rows) if kind else CHANGED if any(r.is_changed for r in rows) else SAME,
        places,
        is_moved,
        [row for row in rows if row.runs],
        (was.get("image"), now.get("image")) if kind else (None, None),
    )


def _kind(was, now, rows):
    if not was:
        return ADDED
    if not now:
        return REMOVED
    return CHANGED if any(row.is_changed for row in rows) else SAME


def flat(fields):
    """Return the fields of a snapshot with the texts of shared records as `record.field`."""
    shared = fields.get("shared", {})
    texts = {f"{r}.{name}": text for r, values in shared.items() for name, text in values.items()}
    return {name: value for name, value in fields.items() if name != "shared"} | texts


def _words(kind, name, value, records):
    model, name = model_and_field(model_of(kind), name)
    return in_words(model, name, value, records) if model else str(value or "")


def _values(sides):
    for side in sides:
        for key, fields in side.items():
            model = model_of(key.partition(".")[0])
            yield from ((model, name, v) for name, v in fields.items() if name != "shared")


def _key(block):
    return f"{block['type']}.{block['id']}"


def _order(was, now):
    """Return the keys of `now`, and each that went after the one that it followed."""
    order = list(now)
    before = ""
    for key in was:
        if key not in now:
            order.insert(order.index(before) + 1, key)
        before = key
    return order


def _moved(was, now):
    """Return the keys, in both, whose order changed: as few as possible."""
    was, now = ([key for key in one if key in other] for one, other in ((was, now), (now, was)))
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    kept = {key for start, _b, size in matcher.get_matching_blocks() for key in was[start:][:size]}
    return set(now) - kept
