"""Two languages of one text: which part of the one is which of the other."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from newsroom.word.findings import Part


@dataclass(frozen=True)
class Pair:
    """Parts of one `kind` that say the same, `{locale: Part}`; one alone where nothing answers it."""

    parts: dict[str, Part]

    @property
    def kind(self):
        return next(iter(self.parts.values())).kind


def paired(readings):
    """Return the `Pair`s of `readings` (`{locale: Reading}`, one or two), in the order of the text.

    Parts are aligned by kind and position. A part without its like in the other language stands
    alone, those of the first language before those of the second.
    """
    if len(readings) == 1:
        ((locale, reading),) = readings.items()
        return [Pair({locale: part}) for part in reading.parts]
    (one, first), (two, second) = ((locale, r.parts) for locale, r in readings.items())
    kinds = [[part.kind for part in parts] for parts in (first, second)]
    pairs = []
    for tag, a, b, c, d in SequenceMatcher(None, *kinds, autojunk=False).get_opcodes():
        if tag == "equal":
            both = zip(first[a:b], second[c:d], strict=True)
            pairs += [Pair({one: here, two: there}) for here, there in both]
        else:
            pairs += [Pair({one: part}) for part in first[a:b]]
            pairs += [Pair({two: part}) for part in second[c:d]]
    return pairs
