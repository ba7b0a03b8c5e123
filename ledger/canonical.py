"""Bytes of plain values that are the same wherever and whenever they are written."""

import json


def canonical(value):
    """Return JSON of `value` in UTF-8: keys sorted, no spaces, no escapes but those JSON needs."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()
