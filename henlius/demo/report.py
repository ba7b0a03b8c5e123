from collections import Counter

from henlius.demo.files import register

FILES = (
    "sources",
    "organisations",
    "products",
    "indications",
    "events",
    "memberships",
    "expectations",
    "rights",
    "figures",
    "pipeline",
    "releases",
)


class LostRowsError(Exception):
    """Rows of a file were neither loaded nor set aside: the loader has a gap."""


class Report:
    """What became of every row that was read, and what was written for it."""

    def __init__(self, say=lambda line: None):
        self.say = say
        self.loaded = {}
        self.set_aside = {}
        self.written = Counter()
        self.untranslated = []

    def loads(self, file, rows):
        """Note that these ids of `file` are in the register now."""
        self.loaded.setdefault(file, set()).update(rows)

    def sets_aside(self, file, row, reason):
        self.set_aside.setdefault(file, {})[row] = reason

    def writes(self, *records):
        self.written.update(str(record._meta.verbose_name_plural) for record in records)

    def check(self):
        """Raise `LostRowsError` unless every row of every file is loaded or set aside."""
        for file, rows, loaded, aside in self.counts():
            if rows != loaded + aside:
                raise LostRowsError(f"{file}: {rows} rows, {loaded} loaded, {aside} set aside")

    def counts(self):
        """Return (file, rows read, rows loaded, rows set aside) for every file."""
        return [
            (
                file,
                len(register(file)),
                len(self.loaded.get(file, ())),
                len(self.set_aside.get(file, ())),
            )
            for file in FILES
        ]

    def lines(self):
        """Return the report as lines to print."""
        yield f"{'':15}{'rows read':>10}{'loaded':>10}{'set aside':>11}"
        for file, rows, loaded, aside in self.counts():
            yield f"{file:15}{rows:>10}{loaded:>10}{aside:>11}"
        yield ""
        if self.written:
            yield "Written: " + ", ".join(f"{n} {name}" for name, n in self.written.items()) + "."
        else:
            yield "Everything was there already; nothing was written."
        for file, reasons in self.set_aside.items():
            for reason, rows in _grouped(reasons).items():
                yield f"Set aside, {len(rows)} of {file} ({reason}): {', '.join(rows)}."
        if self.untranslated:
            yield f"Without a Chinese text: {', '.join(self.untranslated)}."


def _grouped(reasons):
    rows = {}
    for row, reason in reasons.items():
        rows.setdefault(reason, []).append(row)
    return rows
