from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext


class ReleaseKind(TextChoices):
    APPROVAL = "approval", _("Approval")
    FILING = "filing", _("Filing")
    OPINION = "opinion", _("Regulatory opinion")
    DESIGNATION = "designation", _("Designation")
    TRIAL = "trial", _("Clinical trial")
    LICENCE = "licence", _("Partnership")
    RESULTS = "results", _("Financial results")
    REIMBURSEMENT = "reimbursement", _("Reimbursement")
    LAUNCH = "launch", _("Launch")
    MILESTONE = "milestone", _("Milestone")
    MANUFACTURING = "manufacturing", _("Manufacturing")
    EVENT = "event", _("Event")
    PUBLICATION = "publication", _("Scientific publication")
    NOTICE = "notice", _("Notice")
    PROFILE = "profile", _("Page text")


class EditionKind(TextChoices):
    """Which question an edition asks of the register (`actions.freeze`)."""

    FIRST = "first", _("first publication")
    IMPORTED = "imported", _("imported from before this site")
    RENEWED = "renewed", _("renewed page text")
    MINOR = "minor", _("minor edit")
    CORRECTION = "correction", _("correction")
    WITHDRAWAL = "withdrawal", _("withdrawal, still readable")
    REMOVAL = "removal", _("removal, published in error")


FINAL = [EditionKind.WITHDRAWAL, EditionKind.REMOVAL]
NOTED = [EditionKind.CORRECTION, *FINAL]
LATER = [EditionKind.MINOR, *NOTED]


class StepKind(TextChoices):
    """Decisions on the way of a release; its state follows from them and from its publications."""

    ASKED = "asked", _("Review asked")
    SIGNED = "signed", _("Signed")
    VOIDED = "voided", _("Signature voided")
    RETURNED = "returned", _("Returned to the writers")
    SCHEDULED = "scheduled", _("Scheduled")
    PUBLISHED = "published", _("Published")
    TAKEN_BACK = "taken-back", _("Taken back")
    EMERGENCY = "emergency", _("Published as an emergency")
    CONFIRMED = "confirmed", _("Emergency confirmed")


class ImpactKind(TextChoices):
    """What a change set makes of a page that shows what it closes."""

    HISTORICAL = "historical", _("Historical: true on its day")
    ERRATUM = "erratum", _("Erratum candidate")
    DECISION = "decision", _("Decision needed")


class Outcome(TextChoices):
    """What was decided about an impact."""

    KEEP = "keep", _("Leave as it is")
    CORRECT = "correct", _("Correct the release")
    WITHDRAW = "withdraw", _("Withdraw the release")


class NoticeKind(TextChoices):
    """Why somebody is told."""

    REVIEW_ASKED = "review-asked", _("Review asked")
    VOIDED = "voided", _("Signature voided")
    RETURNED = "returned", _("Returned to the writers")
    TAKEN_BACK = "taken-back", _("Release taken back")
    CORRECTION_DUE = "correction-due", _("Correction due")
    TO_CONFIRM = "to-confirm", _("Emergency to confirm")
    COMMENT = "comment", _("Comment")


class ProfilePart(TextChoices):
    """Parts of a product profile, in the order in which they are shown."""

    IDENTITY = "identity", _("What it is: INN, class, target, form")
    TRADE_NAMES = "trade-names", _("Trade names by territory")
    FIRST_APPROVAL = "first-approval", _("First approval")
    APPROVALS = "approvals", _("Where it is approved")
    PRESENTATIONS = "presentations", _("Presentations")
    INDICATIONS = "indications", _("Approved indications")
    FILINGS = "filings", _("Applications under review")
    OWNER = "owner", _("Owner and commercialising company")
    FIGURE = "figure", _("Company figure on approvals")


class ExchangeDay(TextChoices):
    BUSINESS = "business", _("Business day")
    EVE = "eve", _("Other day before a business day")


FACTS = "facts"


def scope_name(scope):
    """Return what a part that people sign is called: a language, or the facts."""
    return (
        pgettext("a part that is signed", "Facts")
        if scope == FACTS
        else dict(settings.LANGUAGES)[scope]
    )
