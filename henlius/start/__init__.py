"""The start page: for each role what it needs first, in a fixed number of queries."""

from henlius.start import newsroom, register
from ledger.admin.acts import PERMISSION


def panels_for(user):
    """Return the `Panel`s of everything that `user` works on."""
    panels = []
    if user.has_perm("newsroom.add_release"):
        panels += newsroom.writing()
    if user.has_perm(PERMISSION):
        panels += register.recording()
    if user.has_perm("newsroom.publish_release"):
        panels += newsroom.publishing()
    return panels
