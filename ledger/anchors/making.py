"""Writing an anchor: the head of a ledger that was verified just before."""

from django.conf import settings
from django.utils import timezone

from ledger.anchors.files import Anchor, name_of, read_all, write
from ledger.anchors.frozen import frozen_since
from ledger.anchors.keys import public_hex, signing_key
from ledger.canonical import canonical
from ledger.models import ChangeSet
from ledger.verifying import verify


class AnchorError(Exception):
    """No anchor was written; the message says why, a line for each reason."""


def anchor():
    """Write how far the ledger has come into `settings.ANCHORS`; return the `Anchor`, or None.

    None when nothing moved since the last one. Raises `AnchorError` when the ledger or what is
    frozen does not verify, also against the anchors before.
    """
    if problems := [line for report in verify() for line in report.problems]:
        raise AnchorError("\n".join(problems))
    anchors = read_all(settings.ANCHORS)
    body = content(anchors, signing_key())
    if body is None:
        return None
    made = Anchor(name_of(body["number"]), canonical(body))
    try:
        write(settings.ANCHORS, made)
    except FileExistsError as error:
        raise AnchorError(f"Somebody else has just written anchor {body['number']}.") from error
    return made


def content(anchors, key):
    """Return what the anchor after `anchors` says, signed by `key`; None when nothing moved."""
    last = anchors[-1] if anchors else None
    head, frozen = _head(), frozen_since(anchors)
    if head is None or (last and not frozen and last.body["head"] == head):
        return None
    body = {
        "format": 1,
        "number": last.body["number"] + 1 if last else 1,
        "written_at": timezone.now().isoformat(timespec="seconds"),
        "head": head,
        "previous": last.sha256 if last else "",
        "frozen": frozen,
        "key": public_hex(key),
    }
    return body | {"signature": key.sign(canonical(body)).hex()}


def _head():
    head = ChangeSet.objects.select_related("seal").order_by("seq").last()
    if head is None:
        return None
    return {
        "seq": head.seq,
        "hash": str(head.seal),
        "recorded_at": head.recorded_at.isoformat(),
    }
