"""The course of the measurement of the workspace: a register that grows, asked at each size."""

import json
import time
from contextlib import contextmanager
from dataclasses import dataclass

from henlius.bench.place import analyse, output_of, own_place, run
from henlius.bench.results import table
from henlius.bench.servers import SITE, serving

PRODUCTS, RELEASES = 300, 5000  # at the factor 1
FIRST_PRODUCTS = 20  # enough for the planner to know the tables that the others go into
LIMIT_MS = 200
HEADINGS = ("answer", "median ms", "p95 ms", "processor ms", "queries", "bytes", "")


@dataclass(frozen=True)
class Size:
    """The workspace at one size: `factor`, how many rows there are, an `Answer` as dict by name.

    `seconds` are those that making the register up, and verifying it, took.
    """

    factor: float
    sizes: dict[str, int]
    answers: dict[str, dict]
    seconds: dict[str, float]

    def lines(self):
        """Return it as a table; an answer whose median is over the limit is marked."""
        rows = ", ".join(f"{count:,} {name}" for name, count in self.sizes.items())
        yield f"Workspace at {self.factor:g}x: {rows}"
        yield from table(HEADINGS, [_row(answer) for answer in self.answers.values()])
        took = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in self.seconds.items())
        yield f"{took[:1].upper()}{took[1:]}."


def workspaces(factors, *, seconds, only=(), say):
    """Yield a `Size` for each of the rising `factors` of 300 products and 5,000 releases.

    `only` names the answers to measure; all of them if empty. `say` gets a line at each step.
    """
    with own_place() as place:
        say("Starting the site on a database of its own, with the demo")
        with serving(SITE, place.environ, place.folder / "site.log"):
            for factor in factors:
                yield _size(place, factor, seconds=seconds, only=only, say=say)


def _size(place, factor, *, seconds, only, say):
    products, releases = int(PRODUCTS * factor), int(RELEASES * factor)
    took = {}
    say(f"Making up a register of {products:,} products")
    for until in sorted({min(FIRST_PRODUCTS, products), products}):
        with _clocked(took, "the register was made up in"):
            run(place, "manage.py", "demo", "--scale-register", str(until))
        analyse(place)
    say(f"Making up releases until there are {releases:,}")
    with _clocked(took, "the releases in"):
        run(place, "manage.py", "demo", "--scale", str(releases))
    analyse(place)
    say("Verifying the ledger")
    with _clocked(took, "verify_ledger took"):
        run(place, "manage.py", "verify_ledger")
    say(f"Asking, {seconds:g} s for each answer")
    found = json.loads(output_of(place, "-m", "henlius.bench", str(seconds), *only))
    answers = {answer["name"]: answer for answer in found["answers"]}
    return Size(factor, found["sizes"], answers, took)


@contextmanager
def _clocked(took, name):
    began = time.perf_counter()
    yield
    took[name] = took.get(name, 0) + time.perf_counter() - began


def report(done):
    """Return what there is to say about all the `Size`s `done`, as lines; each has its own table."""
    if len(done) > 1:
        yield from ("", *growth(done[0], done[-1]))
    slow = [name for each in done for name, a in each.answers.items() if a["median_ms"] > LIMIT_MS]
    yield ""
    yield f"{len(slow)} answers took over {LIMIT_MS} ms." if slow else f"All within {LIMIT_MS} ms."


def growth(small, large):
    """Return a table of what changes for each answer from the `Size` `small` to `large`."""
    headings = ["answer", "queries"]
    for what in ("median ms", "processor ms"):
        headings += [f"{what} at {small.factor:g}x", f"at {large.factor:g}x", "ratio"]
    names = [name for name in large.answers if name in small.answers]
    yield "Growth of the workspace"
    yield from table(headings, [_grown(small.answers[n], large.answers[n]) for n in names])


def _row(answer):
    status = answer["status"]
    notes = [f"status {status}"] if status not in (None, 200) else []
    if answer["median_ms"] > LIMIT_MS:
        notes.append(f"over {LIMIT_MS} ms")
    size = answer["bytes"]
    return (
        answer["name"],
        *(f"{answer[key]:,.1f}" for key in ("median_ms", "p95_ms", "processor_ms")),
        str(answer["queries"]),
        "" if size is None else f"{size:,}",
        ", ".join(notes),
    )


def _grown(before, after):
    cells = []
    for key in ("median_ms", "processor_ms"):
        cells += [f"{before[key]:,.1f}", f"{after[key]:,.1f}"]
        cells.append(f"{after[key] / before[key]:.2f}" if before[key] > 0 else "")
    return (after["name"], f"{before['queries']} -> {after['queries']}", *cells)
