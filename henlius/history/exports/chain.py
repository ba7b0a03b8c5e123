"""The chain of seals as an inspector recomputes it."""

from django.db import connection

from ledger.models import Seal


def links():
    """Return `[[seq, previous hash, hash]]` of the whole ledger, hexadecimal, "" before the first."""
    seals = Seal.objects.order_by("pk").values_list("pk", "previous_hash", "hash")
    return [[seq, bytes(previous or b"").hex(), bytes(own).hex()] for seq, previous, own in seals]


def contents(seqs):
    """Return `{seq: canonical content}` (bytes), exactly what the seals of `seqs` cover. 1 query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq, ledger_content(seq) FROM unnest(%s::bigint[]) seq", [sorted(seqs)]
        )
        return {seq: text.encode() for seq, text in cursor.fetchall()}
