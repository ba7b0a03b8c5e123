"""What higher apps freeze for ever, and want kept in the anchors by its hash."""

_kinds = []


def register(hashes):
    """Anchor what `hashes(known)` returns: `{key: SHA-256}` of all that is frozen but not `known`.

    `known` is a set of keys; a key names its table and row. Called from `AppConfig.ready()`, adding
    twice is harmless.
    """
    if hashes not in _kinds:
        _kinds.append(hashes)


def frozen_since(anchors):
    """Return `{key: SHA-256}` of what is frozen and in none of `anchors`."""
    known = {key for anchor in anchors for key in anchor.body["frozen"]}
    return {key: value for hashes in _kinds for key, value in hashes(known).items()}


def anchored(anchors):
    """Return `{key: (SHA-256, number of the anchor that says so)}`; the earliest one counts."""
    found = {}
    for anchor in anchors:
        for key, value in anchor.body.get("frozen", {}).items():
            found.setdefault(key, (value, anchor.body["number"]))
    return found
