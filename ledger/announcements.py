"""What may announce a change set: a higher app offers its drafts here."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet


@dataclass(frozen=True)
class Announcer:
    """`drafts()` is the queryset to choose from; `attach(draft, change_set)` takes one in.

    `taken_back()` are those that were scheduled and wait for nothing any more.
    """

    drafts: Callable[[], QuerySet]
    attach: Callable
    taken_back: Callable[[], QuerySet]


_announcers = []


def register(announcer):
    """Offer the drafts of `announcer` in the forms of the register; the last one registered counts."""
    _announcers.append(announcer)


def announcer():
    """Return the registered `Announcer`, or None when nothing announces facts."""
    return _announcers[-1] if _announcers else None
