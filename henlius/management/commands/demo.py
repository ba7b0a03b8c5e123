from django.core.management.base import BaseCommand

from henlius.demo.facts import load_facts
from henlius.demo.releases import load_releases
from henlius.demo.report import Report


class Command(BaseCommand):
    help = "Load the demo: facts with their sources through the register, releases, page texts."

    def handle(self, **options):
        report = Report(say=self.stdout.write)
        catalogue = load_facts(report)
        load_releases(catalogue)
        report.check()
        for line in report.lines():
            self.stdout.write(line)
