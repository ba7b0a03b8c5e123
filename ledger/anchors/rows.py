"""Rows that are written once outside the chain of seals: each goes by its hash into an anchor."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import groupby

from django.db.models import Model, Q

from ledger import verifying
from ledger.anchors import frozen
from ledger.canonical import canonical


@dataclass(frozen=True)
class FrozenRows:
    """The rows of `model` that a condition holds fixed, each under `<table>:<key>`.

    `columns` are names for `values()`; `group` is the column whose value is the key: rows that
    share it are hashed as one. Nulls are left out, so that a new nullable column changes no hash.
    `part` tells apart what is fixed of the same row at another time: `<table>.<part>:<key>`.
    """

    model: type[Model]
    columns: tuple[str, ...]
    group: str = "pk"
    fixed: Q = field(default_factory=Q)
    part: str = ""

    @property
    def prefix(self):
        return ".".join(filter(None, (self.model._meta.db_table, self.part))) + ":"

    def hashes(self, known):
        """Return `{key: SHA-256}` of the fixed rows that are not `known`, for an anchor. 2 queries."""
        rows = self.model.objects.filter(self.fixed)
        groups = set(rows.order_by().values_list(self.group, flat=True))
        new = [group for group in groups if f"{self.prefix}{group}" not in known]
        return dict(self._hashed(rows.filter(**{f"{self.group}__in": new})))

    def check(self, anchors):
        """Return the `Report` on every row that anchors name, a line for each. At most 1 query."""
        said = {k: v for k, v in frozen.anchored(anchors).items() if k.startswith(self.prefix)}
        problems = []
        for key, value in self._hashed(self.model.objects.all()) if said else ():
            expected, number = said.pop(key, (value, None))
            if value != expected:
                problems.append(f"{key} is not what anchor {number} says.")
        missing = [
            f"{key} is missing: anchor {number} names it." for key, (_, number) in said.items()
        ]
        return verifying.Report(problems + missing)

    def _hashed(self, rows):
        found = rows.order_by(self.group, "pk").values_list(self.group, *self.columns)
        for group, members in groupby(found.iterator(chunk_size=2000), lambda row: row[0]):
            said = [dict(zip(self.columns, map(plain, row[1:]), strict=True)) for row in members]
            stated = [{k: v for k, v in row.items() if v is not None} for row in said]
            yield f"{self.prefix}{group}", hashlib.sha256(canonical(stated)).hexdigest()


def keep(model, *, columns=None, apart=(), **how):
    """Anchor the rows of `model`, by default all columns but those `apart`, which may still change.

    `how` names further attributes of `FrozenRows`. Called from `AppConfig.ready()`.
    """
    own = tuple(each.attname for each in model._meta.concrete_fields)
    rows = FrozenRows(model, columns or tuple(name for name in own if name not in apart), **how)
    frozen.register(rows.hashes)
    verifying.register(rows.check)


def plain(value):
    """Return a value of a column as JSON has it, the same in whatever zone the session is."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value
