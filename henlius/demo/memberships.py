"""Territories inside others: the members of the European Union, and the United Kingdom until 2020."""

from functools import partial

from henlius.demo.files import register
from ledger.dates import ImpreciseDate
from ledger.models import period
from products.models import Membership, MembershipVersion


def plan_memberships(catalogue, cases):
    """Plan one act with all memberships, public before anything else happened here."""
    rows = register("memberships")
    catalogue.plan.add(
        "memberships",
        at=min(case.public_at for case in cases),
        evidence=catalogue.citing.supports(*(row["source"] for row in rows)),
        write=partial(_write, catalogue, rows),
    )
    catalogue.report.loads("memberships", [row["id"] for row in rows])


def _write(catalogue, rows, draft):
    draft.open(*(_version(catalogue, row) for row in rows))


def _version(catalogue, row):
    membership = catalogue.ensure(
        Membership,
        parent=catalogue.jurisdictions[row["parent"]],
        member=catalogue.jurisdictions[row["member"]],
    )
    until = row.get("until") and ImpreciseDate.parse(row["until"])
    days = period(ImpreciseDate.parse(row["since"]), until)
    return MembershipVersion(membership=membership, note=row.get("note", ""), **days)
