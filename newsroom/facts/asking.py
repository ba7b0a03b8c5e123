"""Questions that one assembly puts to the register once, however many blocks and languages ask them."""

from functools import wraps


def once(by, *, products=False):
    """Let the reader `ask(shown, keys, *more)` of register rows ask for each key a single time.

    `by(row)` is the key that a row answers. The reader that comes of it returns a list, in the
    order of `keys` (each given once) and within a key in its own order. What it found is kept in
    `shown.known`, for the moment of `shown` alone; so rows may not depend on a language, unless
    it is among `more`. Where the keys are slugs of `products`, it asks at once for all of
    `shown.products`. Without keys it asks for all there are, and keeps nothing.
    """

    def reader_of(ask):
        @wraps(ask)
        def reader(shown, keys=None, *more):
            if keys is None:
                return list(ask(shown, None, *more))
            known = shown.known.setdefault((ask, shown.moment, *more), {})
            if unknown := set(keys) - known.keys():
                unknown |= shown.products - known.keys() if products else set()
                known.update((key, []) for key in unknown)
                for row in ask(shown, unknown, *more):
                    known[by(row)].append(row)
            return [row for key in keys for row in known[key]]

        return reader

    return reader_of


def among(path, keys):
    """Return the filter for `keys` at `path`; all there are for None."""
    return {} if keys is None else {f"{path}__in": keys}


def wholes(subjects):
    """Return what `subjects` are parts of: the keys of records, of products for most; None for None."""
    return None if subjects is None else {subject.partition(".")[0] for subject in subjects}
