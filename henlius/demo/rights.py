"""Who may develop, make or sell what, and where."""

from datetime import date
from functools import partial

from henlius.demo.days import by, first_source_day, midnight
from henlius.demo.files import as_of, register
from ledger.dates import ImpreciseDate
from ledger.models import period
from products.enums import EventKind, RightKind
from products.models import Right, RightVersion


def plan_rights(catalogue, cases):
    """Plan one act for each agreement."""
    for row in register("rights"):
        start, day = _start(row, cases)
        catalogue.plan.add(
            f"right:{row['id']}",
            at=midnight(day),
            evidence=[
                *catalogue.citing.supports(row["source"], note=row.get("note")),
                *catalogue.citing.contradicts(row.get("alternate_claims", [])),
            ],
            write=partial(_write, catalogue, row, start),
        )
    catalogue.report.loads("rights", [row["id"] for row in register("rights")])


def _start(row, cases):
    """Return the start of a right and the day on which it was public."""
    if "agreed" in row:
        announced = date.fromisoformat(row["announced"]) if "announced" in row else None
        agreed = ImpreciseDate.parse(row["agreed"]).capped(announced)
        return agreed, agreed.latest
    if "known_by" in row:
        day = ImpreciseDate.parse(row["known_by"]).latest
    else:
        day = first_source_day(row["source"]) or _approved_by(row, cases) or as_of()
    return by(day), day


def _approved_by(row, cases):
    """Return the latest day of the first approval in one of the right's territories, or None."""
    days = [
        case.date.latest
        for case in cases
        if case.kind == EventKind.INITIAL_APPROVAL
        and case.subject == row.get("product")
        and case.territory.code in row["territories"]
    ]
    return min(days, default=None)


def _write(catalogue, row, start, draft):
    if "amends" in row:
        draft.turn(_extended(row), start, territories=row["territories"], terms=_terms(row))
        return
    for kind in row["kinds"]:
        right = Right.objects.create(
            product=catalogue.products.get(row.get("product")),
            asset_code=row.get("asset"),
            organisation=catalogue.organisations[row["organisation"]],
            kind=RightKind(kind),
        )
        catalogue.report.writes(right)
        draft.open(_version(row, right, start))


def _extended(row):
    """The version that this agreement changes; of one organisation's rights to one asset."""
    return RightVersion.objects.current().get(
        right__asset_code=row["asset"],
        right__organisation__key=row["organisation"],
        right__kind__in=row["kinds"],
        valid__upper_inf=True,
    )


def _version(row, right, start):
    shared = row.get("co_exclusive", [])
    return RightVersion(
        right=right,
        territories=row["territories"],
        excluded=row.get("excluded", []),
        is_exclusive=False if right.kind in shared else row["is_exclusive"],
        terms=_terms(row),
        **period(start),
    )


def _terms(row):
    return f"{row['terms']}; upfront {row['upfront']}" if "upfront" in row else row["terms"]
