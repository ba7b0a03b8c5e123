"""The change sets that touch a product: the stops of the slider over what the register knew."""

from dataclasses import dataclass
from datetime import datetime

from henlius.history.timeline.tables import TABLES
from ledger.enums import ChangeKind
from ledger.models import ChangeSet

SHOWN = 200


@dataclass(frozen=True)
class Step:
    """A change set: its ledger position, and when it was recorded."""

    seq: int
    at: datetime
    kind: str


def steps(product):
    """Return the newest `SHOWN` change sets that touched rows of `product`, oldest first. 1 query."""
    parts = [
        model.objects.filter(**{to_product: product}).order_by().values_list(side)
        for model, to_product, _code, _indication in TABLES
        for side in ("opened_by", "closed_by")
    ]
    touching = ChangeSet.objects.filter(seq__in=parts[0].union(*parts[1:])).order_by("-seq")
    found = touching.only("seq", "recorded_at", "kind")[:SHOWN]
    return [
        Step(each.seq, each.recorded_at, ChangeKind(each.kind).label) for each in reversed(found)
    ]


def around(found, seq):
    """Return the `Step`s before and after the position `seq` (None is now), None where none is."""
    before = [step for step in found if seq is None or step.seq < seq]
    after = [step for step in found if seq is not None and step.seq > seq]
    return (before[-1] if before else None), (after[0] if after else None)
