from django.utils.translation import gettext_lazy as _

from ledger.phrases import listed
from newsroom.enums import scope_name


class NewsroomError(Exception):
    """Base of what the newsroom refuses; the message says what to do instead."""

    message = _("The newsroom refused this.")

    def __init__(self, message=None):
        super().__init__(message or self.message)


class NotReadyError(NewsroomError):
    """The release lacks something; `findings` lists all of it."""

    message = _(
        "The release is not ready. Mend what the list of findings names, then freeze again."
    )

    def __init__(self, findings):
        super().__init__()
        self.findings = findings


class EditionStaleError(NewsroomError):
    message = _(
        "The release, or a fact that it shows, has changed since this edition was frozen. "
        "Freeze it again."
    )


class MomentMovedError(NewsroomError):
    message = _("This edition was frozen for another moment. Freeze it again for the new one.")


class AlreadyPublishedError(NewsroomError):
    message = _("This edition is published already. Freeze a new one to publish a change.")


class FactsLaterError(NewsroomError):
    message = _(
        "“%(release)s” is scheduled and shows a fact that would become public only after it, "
        "with this release. Choose an earlier moment, or take that release back first."
    )


class AddressTakenError(NewsroomError):
    message = _("Another release was published at this address. Choose another address.")


class NotSignedError(NewsroomError):
    """Parts of the edition lack their signature; `scopes` names them."""

    message = _(
        "Signatures are missing: %(parts)s. Ask for a review, or wait until it is complete."
    )

    def __init__(self, scopes):
        super().__init__(self.message % {"parts": listed(map(scope_name, scopes))})
        self.scopes = scopes


class NotSignerError(NewsroomError):
    message = _("Your role does not sign this part. Ask somebody who reviews it.")


class OwnChangeError(NewsroomError):
    message = _("You changed this part since it was signed last, so somebody else has to sign it.")


class NotUnderReviewError(NewsroomError):
    message = _("This release is not under review. Ask for a review first.")


class MovedOnError(NewsroomError):
    message = _(
        "Somebody froze or published this release while you were looking at it. "
        "Look at what is there now, then decide again."
    )


class TooEarlyError(NewsroomError):
    message = _(
        "This release is price-sensitive: it cannot be public before its announcement at the "
        "exchange. Enter when that was or will be, and choose no earlier moment."
    )


class AlreadyConfirmedError(NewsroomError):
    message = _("Somebody has confirmed this emergency already. Nothing more is to be done.")


class NotDeciderError(NewsroomError):
    message = _("Your role does not decide about this. Ask somebody who reviews releases.")


class NoDecisionNeededError(NewsroomError):
    message = _("This page was right on its day: there is nothing to decide.")


class DecidedError(NewsroomError):
    message = _("Somebody has decided about this already. Look at what was decided.")


class SecondPersonError(NewsroomError):
    message = _("A second person has to confirm what you published as an emergency.")
