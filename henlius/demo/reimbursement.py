"""Reimbursement: listed indication by indication, from the day on which the list takes effect."""

from henlius.demo.approvals import concerned
from ledger.dates import ImpreciseDate
from ledger.models import period
from products.enums import EventKind
from products.models import Listing, ListingVersion


def write(catalogue, case, draft):
    """Open the listings of the indications that a list took up."""
    if case.kind == EventKind.REIMBURSEMENT_LISTING:
        draft.open(*(_version(catalogue, case, found) for found in concerned(catalogue, case)))


def _version(catalogue, case, indication):
    listing = catalogue.ensure(Listing, indication=indication, scheme=case.row["scheme"])
    days = period(ImpreciseDate.parse(case.row["effective"]))
    return ListingVersion(listing=listing, category=case.row["category"], **days)
