from django.utils.translation import gettext_lazy as _


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


class AddressFixedError(NewsroomError):
    message = _(
        "This release was published at the address “%(slug)s”, which others link to. "
        "Keep that address."
    )


class AddressTakenError(NewsroomError):
    message = _("Another release was published at this address. Choose another address.")
