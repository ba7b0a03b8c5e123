import time

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils import timezone

from ledger.anchors.making import AnchorError, anchor

DAY_SECONDS = 24 * 3600
RETRY_SECONDS = 15 * 60


class Command(BaseCommand):
    help = (
        "Write how far the ledger has come into a signed file of HENLIUS_ANCHORS, outside the "
        "database. Writes nothing when nothing moved, and refuses what does not verify."
    )

    def add_arguments(self, parser):
        parser.add_argument("--daily", action="store_true", help="Do so each day until stopped.")

    def handle(self, *, daily, **options):
        while daily:
            time.sleep(DAY_SECONDS if self._survives() else RETRY_SECONDS)
        try:
            self._anchor()
        except AnchorError as error:
            raise CommandError(str(error)) from error

    def _anchor(self):
        made = anchor()
        if made is None:
            self.stdout.write("Nothing moved since the last anchor.")
            return
        head = made.body["head"]
        self.stdout.write(
            f"Anchor {made.body['number']} at change set {head['seq']}: {head['hash']}, "
            f"signed by {made.body['key']}"
        )

    def _survives(self):
        """Anchor once; an error is said with its time, and the next try comes sooner."""
        try:
            self._anchor()
        except (AnchorError, DatabaseError, OSError) as error:
            connection.close()
            self.stderr.write(f"{timezone.now():%Y-%m-%d %H:%M} no anchor: {error}")
            return False
        return True
