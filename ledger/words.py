"""Two texts compared word by word; Chinese, which has no spaces, character by character."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

MOST = 2000  # sentences, or words, compared with each other: beyond it a passage counts as replaced
SENTENCE = re.compile(r"[^\n.!?。！？；]*(?:[\n.!?。！？；]+\s*|$)")
HAN = "\u3400-\u9fff\uf900-\ufaff"
WORD = re.compile(rf"[{HAN}]|[^\W{HAN}]+|\s+|.", re.DOTALL)
KEPT, GONE, NEW = "", "del", "ins"


@dataclass(frozen=True)
class Run:
    """A passage that both texts have (kind ""), or only the former ("del") or later one ("ins")."""

    kind: str
    text: str


def compared(was, now):
    """Return the `Run`s of two texts, in the order in which to read them.

    Sentences are aligned first and words within those that differ, so that the cost stays bounded
    whatever is written.
    """
    runs = []
    for kind, former, later in _aligned(*(SENTENCE.findall(text) for text in (was, now))):
        whole = "".join(former), "".join(later)
        runs += _words(*whole) if kind == "replace" else _runs(kind, *whole)
    return _joined([run for run in runs if run.text])


def sides(was, now):
    """Return the `Run`s of `was` alone and those of `now` alone, for reading beside each other."""
    runs = compared(was, now)
    return [run for run in runs if run.kind != NEW], [run for run in runs if run.kind != GONE]


def _words(was, now):
    runs = []
    for kind, former, later in _aligned(WORD.findall(was), WORD.findall(now)):
        runs += _runs(kind, "".join(former), "".join(later))
    return _readable([run for run in runs if run.text])


def _runs(kind, was, now):
    return [Run(KEPT, was)] if kind == "equal" else [Run(GONE, was), Run(NEW, now)]


def _aligned(was, now):
    """Yield (operation, part of `was`, part of `now`), the ends that are the same set aside first."""
    start = _same(was, now)
    end = _same(was[start:][::-1], now[start:][::-1])
    middle = was[start : len(was) - end], now[start : len(now) - end]
    yield "equal", was[:start], now[:start]
    if max(map(len, middle)) > MOST:
        yield "delete", middle[0], []
        yield "insert", [], middle[1]
    else:
        for kind, i, j, k, m in SequenceMatcher(None, *middle).get_opcodes():
            yield kind, middle[0][i:j], middle[1][k:m]
    yield "equal", was[len(was) - end :], now[len(now) - end :]


def _same(one, other):
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _readable(runs):
    """Let what is the same only by chance, a space or a character between changes, change with them."""
    out = []
    for place, run in enumerate(runs):
        between = 0 < place < len(runs) - 1 and runs[place - 1].kind and runs[place + 1].kind
        if not run.kind and between and len(run.text.strip()) < 2:
            out += [Run(GONE, run.text), Run(NEW, run.text)]
        else:
            out.append(run)
    return out


def _joined(runs):
    """Join neighbours: of each stretch of changes first what went, then what came."""
    joined = []
    for is_changed, stretch in groupby(runs, key=lambda run: bool(run.kind)):
        found = list(stretch)
        for kind in (GONE, NEW) if is_changed else (KEPT,):
            text = "".join(run.text for run in found if run.kind == kind)
            joined += [Run(kind, text)] * bool(text)
    return joined
