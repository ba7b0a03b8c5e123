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

from henlius.bench import results, workspace
from henlius.bench.addresses import ADDRESSES
from henlius.bench.client import LoadError
from henlius.bench.pages import FINDERS
from henlius.bench.rounds import rounds
from henlius.bench.servers import ServerError

FORESEEN = (LoadError, ServerError, subprocess.CalledProcessError, psycopg.Error)


class Command(BaseCommand):
    help = (
        "Measure how fast the site and the workspace of its register answer, each on a database "
        "of its own that is dropped again."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--sizes",
            type=_sizes,
            default="1000,10000",
            help="numbers of releases; empty to leave the public site out",
        )
        parser.add_argument(
            "--factors",
            type=_factors,
            default="1,10",
            help="sizes of the register, in times 300 products and 5,000 releases; empty to leave "
            "the workspace out",
        )
        parser.add_argument("--seconds", type=float, default=3, help="time for each page type")
        parser.add_argument("--pages", type=_pages, default="", help="only these page types")
        parser.add_argument("--answers", type=_answers, default="", help="only these answers")
        parser.add_argument(
            "--json", type=Path, dest="file", metavar="FILE", help="a file for the figures"
        )

    def handle(self, *, sizes, factors, seconds, pages, answers, file, **options):
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
        self.began = time.monotonic()
        try:
            site = sizes and rounds(sizes, seconds=seconds, only=pages, say=self.say)
            self.tell(results.report(site) if site else ())
            asked = self.asked(factors, seconds=min(seconds, 1), only=answers)
        except FORESEEN as error:
            raise CommandError(str(error).strip()) from error
        except KeyboardInterrupt:
            sys.exit(128 + signal.SIGINT)
        if file:
            file.write_text(_as_json(site, asked))

    def asked(self, factors, **options):
        """Measure the workspace at `factors`, if any, and tell of each size when it is done."""
        done = []
        for size in workspace.workspaces(factors, say=self.say, **options) if factors else ():
            self.tell(["", *size.lines()])
            done.append(size)
        self.tell(workspace.report(done) if done else ())
        return done

    def tell(self, lines):
        for line in lines:
            self.stdout.write(line)

    def say(self, line):
        self.stderr.write(f"{time.monotonic() - self.began:4.0f} s  {line}", self.style.HTTP_INFO)


def _sizes(text):
    return sorted({int(size) for size in text.split(",") if size})


def _factors(text):
    return sorted({float(factor) for factor in text.split(",") if factor})


def _pages(text):
    return _names(text, FINDERS)


def _answers(text):
    return _names(text, ADDRESSES)


def _names(text, known):
    names = [name.strip() for name in text.split(",") if name.strip()]
    if unknown := set(names) - set(known):
        raise ArgumentTypeError(f"{', '.join(unknown)}: choose from {', '.join(known)}")
    return names


def _as_json(site, asked):
    parts = {"site": site, "workspace": asked}
    return json.dumps({n: [asdict(each) for each in done] for n, done in parts.items()}, indent=2)
