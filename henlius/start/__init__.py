"""The start page: for each role what it needs first, in a fixed number of queries."""

from henlius.start import newsroom, queue, register
from ledger.people import may_record
from newsroom.admin.translating import translates_only
from newsroom.impact import may_decide


def panels_for(user):
    """Return the `Panel`s of everything that waits for `user` or that `user` works on."""
    panels = [*queue.emergencies(user), *queue.own(user)]
    if user.has_perm("newsroom.add_release"):
        panels += newsroom.writing()
    elif translates_only(user):
        panels += newsroom.translating()
    if may_decide(user):
        panels += newsroom.deciding()
    if may_record(user):
        panels += register.recording(user)
    if user.has_perm("newsroom.publish_release"):
        panels += newsroom.publishing()
    return panels
