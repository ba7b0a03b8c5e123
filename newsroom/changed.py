"""What a part of one edition says differently from the same part of another, in short."""

from difflib import unified_diff

from newsroom.enums import FACTS

LIMIT = 40  # lines kept with a step; the comparison page shows everything


def what_changed(before, after, scope):
    """Return up to 40 pairs `{"was", "is"}` of texts; one of them is "" for what came or went."""
    return differences(lines_of(before, scope), lines_of(after, scope))


def differences(was, now):
    """Return up to 40 pairs `{"was", "is"}` of the lines that differ."""
    return _pairs(list(unified_diff(was, now, lineterm="", n=0))[2:])[:LIMIT]


def lines_of(edition, scope):
    """Return the lines that a part of a frozen `edition` says. 1 query."""
    if scope == FACTS:
        return sorted(set(edition.bindings.values_list("shown", flat=True)))
    text = edition.texts.filter(locale=scope).first()
    return _lines(text, text.slug) if text else []


def lines_foreseen(release, assembled, scope):
    """Return the lines that a part would say, frozen from `assembled` (`{locale: Article}`)."""
    if scope == FACTS:
        bindings = (bound for article in assembled.values() for bound in article.bindings)
        return sorted({bound["shown"] for bound in bindings})
    return _lines(assembled[scope], release.slug)


def _lines(text, slug):
    whole = [text.title, text.summary, text.note, slug, text.plain]
    return [line for part in whole for line in part.splitlines()]


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
