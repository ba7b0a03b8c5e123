"""Figures that the company stated about itself: one act for each document that states them."""

from decimal import Decimal
from functools import partial

from henlius.demo.days import first_source_day, midnight
from henlius.demo.files import register
from ledger.dates import ImpreciseDate
from products.enums import Metric, Qualifier
from products.models import CompanyFigure


def plan_figures(catalogue):
    stated = {}
    for place, row in enumerate(register("figures")):
        stated.setdefault(tuple(row["source"]), {})[place] = row
    for sources, rows in stated.items():
        day = first_source_day(sources)
        figures = [_figure(catalogue, row, day) for row in rows.values()]
        catalogue.plan.add(
            f"figures of {', '.join(sources)}",
            at=midnight(day or max(figure.as_of_latest for figure in figures)),
            evidence=catalogue.citing.supports(sources),
            write=partial(_write, figures),
        )
        catalogue.report.loads("figures", rows)


def _write(figures, draft):
    draft.open(*figures)


def _figure(catalogue, row, day):
    return CompanyFigure(
        metric=Metric(row["metric"]),
        product=catalogue.products.get(row.get("product")),
        qualifier=Qualifier(row["qualifier"]),
        value=Decimal(str(row["value"])),
        as_of=ImpreciseDate.parse(row["as_of"]).capped(day),
    )
