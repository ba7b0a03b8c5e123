"""Acts on the register, committed in the order in which they became public (INV-13)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from henlius.demo.days import after
from ledger import actions
from ledger.actions import Disclose, Evidence
from ledger.enums import ChangeKind
from ledger.models import ChangeSet, period


@dataclass
class Draft:
    """The rows that one act opens and closes."""

    opens: list = field(default_factory=list)
    closes: list = field(default_factory=list)

    def open(self, *rows):
        """Add unsaved rows; a row may point to one before it."""
        self.opens += rows

    def end(self, closes, opens):
        """Close rows and open those that carry them on."""
        self.closes += closes
        self.opens += opens

    def turn(self, version, start, **changes):
        """End `version` where its copy with `changes` begins, both known as finely as `start` is."""
        start = after(version.start, start)
        self.closes.append(version)
        self.opens += [
            version.copied(**period(version.start, start)),
            version.copied(**period(start), **changes),
        ]


@dataclass(frozen=True)
class Act:
    """One act to come: public from `at` (None: not yet); `write` fills a `Draft` when it is its turn."""

    key: str
    at: datetime | None
    evidence: list[Evidence]
    write: Callable[[Draft], None]


class Plan:
    """The acts of the demo. A key is kept as its change set's reason, so none is done twice."""

    def __init__(self, *, by):
        self.by = by
        self.acts = {}

    def add(self, key, *, at, evidence, write):
        if key in self.acts:
            raise ValueError(f"two acts have the key {key}")
        self.acts[key] = Act(key, at, evidence, write)

    def commit(self, report):
        """Record the acts that the register does not hold yet, the earliest disclosure first."""
        waiting = sorted(self._missing(), key=lambda act: (act.at is None, act.at or 0))
        for number, act in enumerate(waiting, start=1):
            self._commit(act, report)
            if number % 50 == 0:
                report.say(f"  {number} of {len(waiting)} acts recorded")

    def _missing(self):
        imports = ChangeSet.objects.filter(actor=self.by, kind=ChangeKind.IMPORT)
        done = set(imports.values_list("reason", flat=True))
        return [act for act in self.acts.values() if reason_of(act.key) not in done]

    def _commit(self, act, report):
        draft = Draft()
        act.write(draft)
        change_set = actions.commit(
            kind=ChangeKind.IMPORT,
            by=self.by,
            evidence=act.evidence,
            disclose=Disclose(at=act.at),
            opens=draft.opens,
            closes=draft.closes,
            reason=reason_of(act.key),
        )
        report.writes(change_set, *draft.opens)


def reason_of(key):
    return f"Import of {key}"
