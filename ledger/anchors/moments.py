"""From when a change set was public: fixed by the first anchor after that moment."""

import hashlib
from datetime import UTC, datetime, timedelta

from django.db.models.functions import Now

from ledger.anchors.frozen import anchored
from ledger.models import ChangeSet, Disclosure, Undisclosure
from ledger.verifying import Report

PREFIX = "ledger_disclosure:"
SLACK = timedelta(minutes=1)  # an act that was under way while the anchor was written


def hashes(known):
    """Return `{key: SHA-256}` of the moments gone by that are not `known`. 2 queries."""
    return {key: hash_of(key) for key in _moments() if key not in known}


def check(anchors):
    """Return the `Report` on the moments: none taken away, and none slipped in before an anchor.

    A change set that was taken from the public again keeps its moment in its undisclosure; of one
    that is itself missing others tell.
    """
    said = {key: at for key, at in anchored(anchors).items() if key.startswith(PREFIX)}
    naming = [a for a in anchors if any(key in said for key in a.body["frozen"])]
    problems, moments = [], _moments() if naming else {}
    for key, (seq, at) in moments.items():
        if key not in said and (late := _late(naming, seq, at)):
            problems.append(
                f"Change set {seq} is public since {_text(at)}: anchor {late} does not say so."
            )
    problems += _lost(said, said.keys() - moments.keys())
    return Report(sorted(problems))


def _lost(said, keys):
    lost = {key: key.removeprefix(PREFIX).split("@") for key in keys}
    seqs = {int(seq) for seq, _at in lost.values()}
    present = set(ChangeSet.objects.filter(pk__in=seqs).values_list("pk", flat=True))
    return [
        f"Change set {seq} is not public since {at}: anchor {said[key][1]} says so."
        for key, (seq, at) in lost.items()
        if int(seq) in present
    ]


def hash_of(key):
    """Return the hash of a key, which holds all that there is to say."""
    return hashlib.sha256(key.encode()).hexdigest()


def _moments():
    """`{key: (seq, moment)}` of all that is or was public."""
    now = Disclosure.objects.filter(at__lte=Now()).values_list("pk", "at")
    before = Undisclosure.objects.values_list("change_set", "public_from")
    return {f"{PREFIX}{seq}@{_text(at)}": (seq, at) for seq, at in [*now, *before]}


def _late(anchors, seq, at):
    """The number of the first anchor that should have named a moment, or None."""
    for anchor in anchors:
        written_at = datetime.fromisoformat(anchor.body["written_at"])
        if seq <= anchor.body["head"]["seq"] and at <= written_at - SLACK:
            return anchor.body["number"]
    return None


def _text(at):
    return at.astimezone(UTC).isoformat()
