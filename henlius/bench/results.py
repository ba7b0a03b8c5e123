"""What was measured, and how it is printed."""

import os
from dataclasses import dataclass

from henlius.bench.client import Load

HEADINGS = (
    "page",
    "req/s",
    "p50 ms",
    "p99 ms",
    "worker ms",
    "database ms",
    "queries",
    "bytes",
    "of view",
    "of function",
)


@dataclass(frozen=True)
class Measured:
    """One page type under load; a floor has no `queries`.

    `worker_ms` and `database_ms` are processor time for one request, which changes less than
    the others on a machine that is busy otherwise.
    """

    name: str
    path: str
    load: Load
    worker_ms: float
    database_ms: float
    queries: int | None = None

    @property
    def cost_ms(self):
        return self.worker_ms + self.database_ms


@dataclass(frozen=True)
class Round:
    """All page types and both floors at one size; `releases` are those public in one language."""

    size: int
    releases: int
    pages: list[Measured]
    view: Measured
    function: Measured

    def shares(self, measured):
        """Return how much of the requests per second of each floor this is, from 0 to 1."""
        rate = measured.load.requests_per_second
        return [rate / floor.load.requests_per_second for floor in (self.view, self.function)]

    def lines(self):
        """Return the round as a table, the floors last."""
        yield f"{self.size:,} made-up releases ({self.releases:,} releases public in English)"
        yield from table(HEADINGS, [self._row(m) for m in (*self.pages, self.view, self.function)])

    def _row(self, measured):
        load = measured.load
        return (
            measured.name,
            f"{load.requests_per_second:,.0f}",
            f"{load.p50_ms:.1f}",
            f"{load.p99_ms:.1f}",
            f"{measured.worker_ms:.1f}",
            f"{measured.database_ms:.1f}",
            "" if measured.queries is None else str(measured.queries),
            f"{load.bytes:,}",
            *(f"{share:.0%}" for share in self.shares(measured)),
        )


def report(done):
    """Return all tables about the rounds `done`, and what must be known to read them, as lines."""
    for each in done:
        yield from ("", *each.lines())
    if len(done) > 1:
        yield from ("", *growth(done[0], done[-1]))
    yield from ("", *notes(done))


def growth(small, large):
    """Return a table of what changes for each page type from the `Round` `small` to `large`."""
    before = {measured.name: measured for measured in small.pages}
    headings = ["page", "queries"]
    for what in ("req/s", "ms of processor"):
        headings += [f"{what} at {small.size:,}", f"at {large.size:,}", "ratio"]
    pairs = [(before[after.name], after) for after in large.pages if after.name in before]
    yield "Growth"
    yield from table(headings, [_growth_row(*pair) for pair in pairs])


def _growth_row(before, after):
    rates = [measured.load.requests_per_second for measured in (before, after)]
    costs = [measured.cost_ms for measured in (before, after)]
    return (
        after.name,
        f"{before.queries} -> {after.queries}",
        *(f"{rate:,.0f}" for rate in rates),
        f"{rates[1] / rates[0]:.2f}",
        *(f"{cost:.1f}" for cost in costs),
        f"{costs[1] / costs[0]:.2f}",
    )


def notes(done):
    """Return what must be known to read the figures of the rounds `done`."""
    loads = [m.load for each in done for m in (*each.pages, each.view, each.function)]
    shares = sorted(load.client_share for load in loads)
    busy = os.getloadavg()[1]
    yield f"{os.cpu_count()} processor cores, load average of the last five minutes {busy:.1f}."
    yield "gunicorn with 2 sync workers that stay; 8 connections, a new one each request."
    yield f"The client itself took {shares[0]:.0%} to {shares[-1]:.0%} of one core."
    yield "Worker ms and database ms are processor time for one request."
    yield "Both floors return the bytes of the release page, the view behind the site's middleware."
    yield "Queries do not count the check of a kept connection, one short question a request."


def table(headings, rows):
    """Return lines with the first column to the left and the others to the right."""
    rows = [headings, *rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(headings))]
    for row in rows:
        numbers = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        yield "  ".join((row[0].ljust(widths[0]), *numbers)).rstrip()
