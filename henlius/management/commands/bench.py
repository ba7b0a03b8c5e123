import json
import signal
import subprocess
import sys
import time
from argparse import ArgumentTypeError
from dataclasses import asdict
from pathlib import Path

import psycopg
from django.core.management.base import BaseCommand, CommandError

from henlius.bench.client import LoadError
from henlius.bench.pages import FINDERS
from henlius.bench.results import report
from henlius.bench.rounds import rounds
from henlius.bench.servers import ServerError

FORESEEN = (LoadError, ServerError, subprocess.CalledProcessError, psycopg.Error)


class Command(BaseCommand):
    help = "Measure how fast the site answers, on a database of its own that is dropped again."

    def add_arguments(self, parser):
        parser.add_argument(
            "--sizes", type=_sizes, default="1000,10000", help="numbers of releases"
        )
        parser.add_argument("--seconds", type=float, default=3, help="time for each page type")
        parser.add_argument("--pages", type=_names, default="", help="only these page types")
        parser.add_argument(
            "--json", type=Path, dest="file", metavar="FILE", help="a file for the figures"
        )

    def handle(self, *, sizes, seconds, pages, file, **options):
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
        self.began = time.monotonic()
        try:
            done = rounds(sizes, seconds=seconds, only=pages, say=self.say)
        except FORESEEN as error:
            raise CommandError(str(error).strip()) from error
        except KeyboardInterrupt:
            sys.exit(128 + signal.SIGINT)
        for line in report(done):
            self.stdout.write(line)
        if file:
            file.write_text(_as_json(done))

    def say(self, line):
        self.stderr.write(f"{time.monotonic() - self.began:4.0f} s  {line}", self.style.HTTP_INFO)


def _sizes(text):
    return sorted({int(size) for size in text.split(",")})


def _names(text):
    names = [name.strip() for name in text.split(",") if name.strip()]
    if unknown := set(names) - set(FINDERS):
        raise ArgumentTypeError(f"{', '.join(unknown)}: choose from {', '.join(FINDERS)}")
    return names


def _as_json(done):
    return json.dumps([asdict(each) for each in done], indent=2)
