from django.core.management.base import BaseCommand

from henlius.demo.load import load
from henlius.demo.scale import scale
from henlius.demo.scale_register import scale_register


class Command(BaseCommand):
    help = "Load the demo: facts with their sources through the register, releases, page texts."

    def add_arguments(self, parser):
        parser.add_argument(
            "--scale", type=int, metavar="N", help="make releases up until there are N of them"
        )
        parser.add_argument(
            "--scale-register",
            type=int,
            metavar="N",
            help="make products up, with wordings, until there are N of them",
        )

    def handle(self, **options):
        report = load(self.stdout.write)
        if report.written or not (options["scale"] or options["scale_register"]):
            for line in report.lines():
                self.stdout.write(line)
        if options["scale_register"]:
            scale_register(options["scale_register"], say=self.stdout.write)
        if options["scale"]:
            scale(options["scale"], say=self.stdout.write)
