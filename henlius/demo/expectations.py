"""Decisions that a source expects; the decision itself ends the expectation."""

from datetime import date
from functools import partial

from henlius.demo.days import midnight
from henlius.demo.files import register
from henlius.demo.plan import reason_of
from ledger.dates import ImpreciseDate
from ledger.models import period
from products.models import ExpectedDecision, Procedure


def plan_expectations(catalogue, cases):
    """Plan an act for each expectation, public on the day on which it was stated."""
    filings = {(case.row["id"], case.subject, case.territory.code): case for case in cases}
    for row in register("expectations"):
        filing = filings[row["filing"], row["product"], row["territory"]]
        catalogue.plan.add(
            f"expectation:{row['id']}",
            at=midnight(date.fromisoformat(row["stated"])),
            evidence=catalogue.citing.supports(row["source"], locator=row["locator"]),
            write=partial(_write, row, filing),
        )
        catalogue.report.loads("expectations", [row["id"]])


def _write(row, filing, draft):
    expected = ExpectedDecision(
        procedure=Procedure.objects.get(opened_by__reason=reason_of(filing.key)),
        **period(ImpreciseDate.parse(row["stated"])),
    )
    expected.window = ImpreciseDate.parse(row["window"])
    draft.open(expected)
