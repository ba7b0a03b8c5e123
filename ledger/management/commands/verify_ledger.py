from django.core.management.base import BaseCommand, CommandError

from ledger.verifying import verify


class Command(BaseCommand):
    help = (
        "Recompute the chain of seals, and the hashes of kept files and frozen editions, and compare "
        "them with the anchors. Names what is broken, a line for each, the first change set first."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--anchors", metavar="DIR", help="The folder of anchors to compare with."
        )
        parser.add_argument("--key", metavar="HEX", help="The public key that signed them.")

    def handle(self, *, anchors, key, **options):
        reports = verify(anchors, key)
        if problems := [line for report in reports for line in report.problems]:
            raise CommandError("\n".join(problems))
        for report in reports:
            if report.verified:
                self.stdout.write(report.verified)
