"""What is done with a release, each a verb: frozen, reviewed, signed, published, taken back."""

from newsroom.actions.emergencies import confirm_emergency
from newsroom.actions.freezing import freeze
from newsroom.actions.publishing import publish, publish_release
from newsroom.actions.reviewing import ask_review, renew_review, return_release
from newsroom.actions.signing import sign
from newsroom.actions.taking_back import take_back

__all__ = [
    "ask_review",
    "confirm_emergency",
    "freeze",
    "publish",
    "publish_release",
    "renew_review",
    "return_release",
    "sign",
    "take_back",
]
