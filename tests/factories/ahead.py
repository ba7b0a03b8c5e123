"""Made-up facts of what lies ahead, of descent and of reimbursement."""

from ledger.models import period
from products.enums import LineageKind, ObligationKind
from products.models import (
    ExpectedDecision,
    Lineage,
    Listing,
    ListingVersion,
    Membership,
    MembershipVersion,
    Obligation,
    ObligationVersion,
)
from tests.factories.ledger import day, recorded
from tests.factories.products import START, authorisation, indication, jurisdiction, procedure


def listing(of=None, scheme="NRDL"):
    return Listing.objects.get_or_create(indication=of or indication(), scheme=scheme)[0]


def listing_version(of=None, start=START, end=None, **fields):
    return ListingVersion(listing=of or listing(), **period(day(start), day(end)), **fields)


def membership(parent="EU", member="GB"):
    return Membership.objects.get_or_create(
        parent=jurisdiction(parent), member=jurisdiction(member)
    )[0]


def membership_version(of=None, start="1973-01-01", end=None, **fields):
    return MembershipVersion(
        membership=of or membership(), **period(day(start), day(end)), **fields
    )


def obligation(of=None, kind=ObligationKind.RENEWAL, label="Renewal (made up)"):
    return Obligation.objects.get_or_create(
        authorisation=of or authorisation(), kind=kind, label=label
    )[0]


def obligation_version(of=None, due="2030-05-28", start=START, end=None, **fields):
    row = ObligationVersion(obligation=of or obligation(), **period(day(start), day(end)), **fields)
    row.due = day(due)
    return row


def expected_decision(of=None, window="H2 2025", start=START, end=None, **fields):
    """`of` is a recorded procedure; one is recorded when none is given."""
    row = ExpectedDecision(
        procedure=of or recorded(procedure()), **period(day(start), day(end)), **fields
    )
    row.window = day(window)
    return row


def lineage(earlier=None, later=None, kind=LineageKind.SPLIT_FROM, **fields):
    return Lineage(
        earlier=earlier or indication(), later=later or indication(slot=2), kind=kind, **fields
    )
