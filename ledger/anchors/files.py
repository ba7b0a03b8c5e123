"""Anchor files: canonical JSON, numbered from 1, each naming the hash of the one before it."""

import hashlib
import json
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ledger.canonical import canonical

SHAPE = {
    "format": int,
    "number": int,
    "written_at": str,
    "head": dict,
    "previous": str,
    "frozen": dict,
    "key": str,
    "signature": str,
}


@dataclass(frozen=True)
class Anchor:
    """A file of the folder as it was read: its `name` and its bytes."""

    name: str
    data: bytes

    @cached_property
    def body(self):
        """What it says, as `making.content` writes it; empty when it is no canonical anchor."""
        try:
            body = json.loads(self.data)
        except ValueError:
            return {}
        return body if _is_anchor(body) and canonical(body) == self.data else {}

    @property
    def sha256(self):
        return hashlib.sha256(self.data).hexdigest()

    @property
    def signed(self):
        """The bytes under the signature: all but itself."""
        return canonical({key: value for key, value in self.body.items() if key != "signature"})


def _is_anchor(body):
    if not isinstance(body, dict) or {k: type(v) for k, v in body.items()} != SHAPE:
        return False
    head = {key: type(value) for key, value in body["head"].items()}
    return head == {"seq": int, "hash": str, "recorded_at": str}


def read_all(folder):
    """Return the `Anchor`s in `folder` (a path) in their order; none when there is no folder."""
    return [Anchor(path.name, path.read_bytes()) for path in sorted(Path(folder).glob("*.json"))]


def name_of(number):
    return f"{number:08}.json"


def write(folder, anchor):
    """Write `anchor` whole or not at all, never over another: `FileExistsError` then."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{anchor.name}.{os.getpid()}"
    try:
        with open(draft, "xb", opener=_read_only) as file:
            file.write(anchor.data)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, folder / anchor.name)
    finally:
        draft.unlink(missing_ok=True)


def _read_only(path, flags):
    return os.open(path, flags, 0o444)
