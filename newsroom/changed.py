"""What a part of one edition says differently from the same part of another, in short."""

from difflib import unified_diff

from newsroom.enums import FACTS

LIMIT = 40  # lines kept with a step; the comparison page shows everything


def what_changed(before, after, scope):
    """Return up to 40 pairs `{"was", "is"}` of texts; one of them is "" for what came or went."""
    lines = _facts if scope == FACTS else _lines
    was, now = lines(before, scope), lines(after, scope)
    return _pairs(list(unified_diff(was, now, lineterm="", n=0))[2:])[:LIMIT]


def _lines(edition, locale):
    text = edition.texts.filter(locale=locale).first()
    if text is None:
        return []
    whole = [text.title, text.summary, text.note, text.slug, text.plain]
    return [line for part in whole for line in part.splitlines()]


def _facts(edition, _scope):
    return sorted(set(edition.bindings.values_list("shown", flat=True)))


def _pairs(diff):
    """Pair each run of removed lines with the run of added ones after it."""
    pairs, removed = [], []
    for line in diff:
        if line.startswith("@@"):
            removed = _left(pairs, removed)
        elif line.startswith("-"):
            removed.append(line[1:])
        else:
            pairs.append({"was": removed.pop(0) if removed else "", "is": line[1:]})
    _left(pairs, removed)
    return pairs


def _left(pairs, removed):
    pairs += [{"was": line, "is": ""} for line in removed]
    return []
