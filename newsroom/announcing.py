"""Drafts that announce facts: offered to the register's forms, and kept whole when facts change."""

from newsroom.models import Release


def drafts():
    """Return releases without any publication: their facts are not promised to anyone yet."""
    return Release.objects.filter(publications=None).order_by("-updated_at")


def attach(release, change_set):
    release.announces.add(change_set)


def follow(change):
    """Let drafts that announce a fact announce what takes its place, as a ledger check. 1 query.

    Otherwise the fact would come out with the release, and its correction would stay hidden.
    """
    openers = {row.opened_by_id for row in change.closed}
    for release in drafts().filter(announces__in=openers).distinct():
        attach(release, change.change_set)
