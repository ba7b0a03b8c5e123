from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from ledger.models import ChangeSet


class Command(BaseCommand):
    help = (
        "Recompute the chain of seals and name the first change set that is not as it was sealed."
    )

    def handle(self, **options):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT broken_seq, problem FROM ledger_verify() ORDER BY broken_seq LIMIT 1"
            )
            broken = cursor.fetchone()
        if broken:
            raise CommandError("Broken at change set {}: {}.".format(*broken))
        head = ChangeSet.objects.select_related("seal").order_by("seq").last()
        if head is None:
            self.stdout.write("The ledger is empty.")
            return
        self.stdout.write(f"{head.seq} change sets verified. Head {head.seq}: {head.seal}")
