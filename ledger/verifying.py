"""Evidence of tampering: the chain, the kept files, the anchors, and what higher apps have frozen."""

from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection

from ledger import sources
from ledger.anchors.checking import problems_of
from ledger.anchors.files import read_all
from ledger.anchors.keys import public_hex, signing_key
from ledger.models import ChangeSet


@dataclass(frozen=True)
class Report:
    """What one check found: a line for each thing that is broken, and lines on what was verified."""

    problems: list[str] = field(default_factory=list)
    verified: str = ""


NO_ANCHORS = "No anchors were found: removal of the newest change sets cannot be seen."

_checks = []


def register(check):
    """Ask `check(anchors)`, which returns a `Report`, whenever the ledger is verified.

    `anchors` are the readable `ledger.anchors.files.Anchor`s, oldest first. Called from
    `AppConfig.ready()`, adding twice is harmless.
    """
    if check not in _checks:
        _checks.append(check)


def verify(folder=None, key=None):
    """Return the `Report` of each check, that of the chain first.

    `folder` holds the anchors (`settings.ANCHORS` if None); `key` is the public key that signed
    them, in hexadecimal (our own if None). A `folder` without anchors is a problem. Reads every
    change set, kept file and frozen text.
    """
    anchors = read_all(folder or settings.ANCHORS)
    readable = [anchor for anchor in anchors if anchor.body]
    higher = [check(readable) for check in _checks]
    return [_chain(), _sources(), _anchors(anchors, folder, key), *higher]


def _chain():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT broken_seq, problem FROM ledger_verify() ORDER BY broken_seq LIMIT 1"
        )
        broken = cursor.fetchone()
    if broken:
        return Report(["Broken at change set {}: {}.".format(*broken)])
    head = ChangeSet.objects.select_related("seal").order_by("seq").last()
    if head is None:
        return Report(verified="The ledger is empty.")
    return Report(verified=f"{head.seq} change sets verified. Head {head.seq}: {head.seal}")


def _sources():
    problems, count = [], 0
    for source in sources.kept().iterator():
        count += 1
        try:
            sources.confirm(source)
        except sources.SourceMissingError:
            problems.append(f"Source document {source.key}: its file is missing.")
        except sources.SourceChangedError:
            problems.append(f"Source document {source.key}: its file is not what was recorded.")
    return Report(problems, f"{count} files of source documents verified." if count else "")


def _anchors(anchors, folder, key):
    """Whoever names a folder expects anchors in it; without one their absence is only said."""
    if not anchors:
        return Report([f"No anchors in {folder}."]) if folder else Report(verified=NO_ANCHORS)
    key = key or public_hex(signing_key())
    verified = f"{len(anchors)} anchors verified, signed by {key}."
    if newest := anchors[-1].body:
        verified += f"\nThe newest is anchor {newest['number']} of {newest['written_at']}."
    return Report(problems_of(anchors, key), verified)
