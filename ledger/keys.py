"""Primary keys as people and programs type them into addresses."""

LARGEST = 2**63 - 1


def typed_key(text):
    """Return the key that `text` says, or 0, which no row has: for a word, a number too large."""
    typed = str(text)
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 20):
        return 0
    key = int(typed)
    return key if key <= LARGEST else 0
