"""Whether anchors are what was written, and the ledger still holds what they say."""

from ledger.anchors.files import name_of
from ledger.anchors.keys import is_signed
from ledger.models import Seal


def problems_of(anchors, key):
    """Return a line for each thing wrong with `anchors`, the first one first. 1 query.

    `key` is the public key that must have signed them, in hexadecimal.
    """
    seals = _seals(anchors)
    problems, previous = [], None
    for anchor in anchors:
        if not anchor.body:
            problems.append(f"Anchor {anchor.name} is not what was written: it cannot be read.")
        else:
            problems += _problems(anchor, previous, key, seals)
        previous = anchor
    return problems


def _problems(anchor, previous, key, seals):
    number, expected = anchor.body["number"], _number(previous) + 1
    if anchor.name != name_of(number):
        yield f"Anchor {anchor.name} has the name of another."
    if expected < number:
        yield f"Anchor {expected} is missing."
    elif anchor.body["previous"] != (previous.sha256 if previous else ""):
        yield f"Anchor {number} does not follow the one before it."
    if anchor.body["key"] != key or not is_signed(anchor.signed, anchor.body["signature"], key):
        yield f"Anchor {number} is not what was written: its signature is not that of the key."
    yield from _against_ledger(anchor, seals)


def _number(anchor):
    """The number of an anchor, by its name when it cannot be read; 0 for none."""
    if anchor is None:
        return 0
    stem = anchor.name.removesuffix(".json")
    return int(stem) if stem.isdecimal() else anchor.body.get("number", 0)


def _against_ledger(anchor, seals):
    head, said = anchor.body["head"], f"anchor {anchor.body['number']}"
    said += f" of {anchor.body['written_at']}"
    if head["seq"] not in seals:
        yield f"Change set {head['seq']} is missing: {said} names it."
    elif seals[head["seq"]] != head["hash"]:
        yield f"Change set {head['seq']} has another seal than {said} says."


def _seals(anchors):
    seqs = {anchor.body["head"]["seq"] for anchor in anchors if anchor.body}
    found = Seal.objects.filter(change_set__in=seqs).values_list("change_set", "hash")
    return {seq: bytes(sealed).hex() for seq, sealed in found}
