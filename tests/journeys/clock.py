"""Time passes for a journey: what is scheduled comes near, without a long wait."""

import time
from datetime import UTC, datetime, timedelta

import psycopg

GUARDED = ("newsroom_publication", "ledger_disclosure")
WAIT = timedelta(seconds=6)


def bring_near(site, slug):
    """Move the scheduled publication of `slug`, and the facts that wait for it, to 6 s from now.

    Returns that moment. Only the owner of the tables can do this, past the guards which keep what
    was decided; the gate that decides what is public is left as it is.
    """
    at = datetime.now(UTC) + WAIT
    with psycopg.connect(site.owner_url) as owner:
        for table in GUARDED:
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        (release,) = owner.execute(
            "SELECT id FROM newsroom_release WHERE slug = %s", [slug]
        ).fetchone()
        owner.execute(
            "UPDATE ledger_disclosure SET at = %s WHERE change_set_id IN (SELECT changeset_id"
            " FROM newsroom_release_announces WHERE release_id = %s)",
            [at, release],
        )
        owner.execute(
            "UPDATE newsroom_publication SET visible = tstzrange(%s, NULL)"
            " WHERE release_id = %s AND lower(visible) > now()",
            [at, release],
        )
        for table in GUARDED:
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    return at


def wait_until(at):
    time.sleep(max(0, (at - datetime.now(UTC)).total_seconds()))


def instants(site, slug):
    """Return when `slug` went out and when the facts that it announces became public."""
    with psycopg.connect(site.owner_url) as owner:
        return owner.execute(
            "SELECT lower(p.visible), d.at FROM newsroom_release r"
            " JOIN newsroom_publication p ON p.release_id = r.id"
            " JOIN newsroom_release_announces a ON a.release_id = r.id"
            " JOIN ledger_disclosure d ON d.change_set_id = a.changeset_id WHERE r.slug = %s",
            [slug],
        ).fetchone()
