"""Drafts that announce facts: offered to the register's forms."""

from newsroom.models import Release


def drafts():
    """Return releases without any publication: their facts are not promised to anyone yet."""
    return Release.objects.filter(publications=None).order_by("-updated_at")


def attach(release, change_set):
    release.announces.add(change_set)
