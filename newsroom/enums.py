from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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
    PROFILE = "profile", _("Page text of a product, an asset or the home page")


class EditionKind(TextChoices):
    """Which question an edition asks of the register (`actions.freeze`)."""

    FIRST = "first", _("first publication")
    IMPORTED = "imported", _("imported from before this site")


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
