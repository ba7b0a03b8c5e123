"""Drafts that announce facts: offered to the register's forms, and kept whole when facts change."""

from django.db.models import OuterRef, Subquery

from ledger.actions import MENDING
from newsroom.models import Publication, Release


def drafts():
    """Return releases without any publication: their facts are not promised to anyone yet."""
    return Release.objects.filter(publications=None).order_by("-updated_at")


def taken_back():
    """Return releases that were unscheduled, and neither scheduled nor published since."""
    latest = Publication.objects.filter(release=OuterRef("pk")).order_by("-pk")
    taken = Publication.objects.filter(visible__isempty=True)
    releases = Release.objects.annotate(latest=Subquery(latest.values("pk")[:1]))
    return releases.filter(latest__in=taken.values("pk")).order_by("-updated_at")


def attach(release, change_set):
    release.announces.add(change_set)


def follow(change):
    """Let drafts that announce a fact announce its correction or retraction, as a ledger check.

    Otherwise the fact would come out with the release, and its mend would stay hidden. An
    amendment or withdrawal of it is news of its own, public when the person who records it says.
    """
    if change.change_set.kind not in MENDING:
        return
    openers = {row.opened_by_id for row in change.closed}
    for release in drafts().filter(announces__in=openers).distinct():
        attach(release, change.change_set)
