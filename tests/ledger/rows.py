"""Register rows as plain tuples, so that a test states the exact state of an identity."""

import re

from ledger.models import Recorded
from tests import factories as make


def rows_of(identity, field="text"):
    """Return (value, valid from, valid to, earliest start, latest end, opened, closed), by key."""
    return [
        (
            getattr(row, field),
            str(row.valid.lower),
            _text(row.valid.upper),
            _text(row.from_earliest),
            _text(row.to_latest),
            row.opened_by_id,
            row.closed_by_id,
        )
        for row in identity.versions.order_by("pk")
    ]


def recorded_models(base=Recorded):
    """Return every concrete model of register rows."""
    found = [m for child in base.__subclasses__() for m in (child, *recorded_models(child))]
    return sorted({m for m in found if not m._meta.abstract}, key=lambda m: m._meta.db_table)


def example(model):
    """Return an unsaved row of a register model, from the factory of its name."""
    if model.__name__ == "EventIndication":
        event = make.recorded(make.regulatory_event())
        return make.event_indication(event)
    return getattr(make, re.sub(r"(?<!^)(?=[A-Z])", "_", model.__name__).lower())()


def _text(day):
    return str(day) if day else None
