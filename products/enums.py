from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class JurisdictionKind(TextChoices):
    COUNTRY = "country", _("country or region")
    SUPRANATIONAL = "supranational", _("supranational")
    GROUP = "group", _("group of territories, as a contract draws it")


class AuthorityRole(TextChoices):
    DECIDES = "decides", _("decides")
    ASSESSES = "assesses", _("assesses")
    REIMBURSES = "reimburses", _("reimburses")
    INSPECTS = "inspects", _("inspects")


class ProductClass(TextChoices):
    BIOSIMILAR = "biosimilar", _("Biosimilar")
    INNOVATIVE = "innovative", _("Innovative medicine")
    CONTESTED = "contested", _("Sources disagree")


class Mark(TextChoices):
    NONE = "", _("no mark")
    TRADEMARK = "TM", _("trademark")
    REGISTERED = "R", _("registered trademark")


class AuthorisationStatus(TextChoices):
    GRANTED = "granted", _("granted")
    SUSPENDED = "suspended", _("suspended")
    WITHDRAWN = "withdrawn", _("withdrawn by the holder")
    REVOKED = "revoked", _("revoked by the authority")
    EXPIRED = "expired", _("expired")


TERMINAL = (AuthorisationStatus.WITHDRAWN, AuthorisationStatus.REVOKED, AuthorisationStatus.EXPIRED)


class ApprovalBasis(TextChoices):
    NOT_STATED = "not-stated", _("not stated")
    FULL = "full", _("full approval")
    CONDITIONAL = "conditional", _("conditional approval")
    ACCELERATED = "accelerated", _("accelerated approval")
    EXCEPTIONAL = "exceptional", _("approval under exceptional circumstances")


class WordingKind(TextChoices):
    """How close a recorded wording is to the text on the authority's document."""

    LABEL = "label", _("from the label")
    ISSUER_QUOTED = "issuer-quoted", _("as quoted by the company")
    ABBREVIATED = "abbreviated", _("abbreviated")
    REPORTED = "reported", _("as reported by others")


class TranslationStatus(TextChoices):
    TRANSLATED = "translated", _("translated")
    REVIEWED = "reviewed", _("translated and reviewed")
    ISSUER_QUOTED = "issuer-quoted", _("as quoted by the company")
    AUTHORITY_ISSUED = "authority-issued", _("issued by the authority")


class ProcedureKind(TextChoices):
    INITIAL = "initial", _("initial application")
    NEW_INDICATION = "new-indication", _("additional indication")
    NEW_STRENGTH = "new-strength", _("new strength")
    LABEL_CHANGE = "label-change", _("change of the label")
    LINE_EXTENSION = "line-extension", _("line extension")
    OTHER_VARIATION = "other-variation", _("other variation")
    RENEWAL = "renewal", _("renewal")
    TRANSFER = "transfer", _("transfer")
    WITHDRAWAL = "withdrawal", _("withdrawal")
    CLINICAL_TRIAL = "clinical-trial", _("clinical trial application")


class EventKind(TextChoices):
    INITIAL_APPROVAL = "initial_approval", _("First approval")
    SUPPLEMENTAL_INDICATION = "supplemental_indication", _("Additional indication approved")
    NEW_STRENGTH = "new_strength", _("New strength approved")
    SUBMITTED = "submitted", _("Application submitted")
    FILING_ACCEPTED = "filing_accepted", _("Application accepted for review")
    UNDER_REVIEW = "under_review", _("Review begun")
    CLOCK_STOPPED = "clock_stopped", _("Review paused (clock stopped)")
    CLOCK_RESTARTED = "clock_restarted", _("Review resumed (clock restarted)")
    COMPLETE_RESPONSE = "complete_response", _("Complete response letter")
    REFUSED = "refused", _("Application refused")
    WITHDRAWN_BY_APPLICANT = "withdrawn_by_applicant", _("Application withdrawn")
    TENTATIVE_APPROVAL = "tentative_approval", _("Tentative approval, not in force")
    POSITIVE_OPINION = "positive_opinion", _("Positive opinion")
    NEGATIVE_OPINION = "negative_opinion", _("Negative opinion")
    VARIATION_APPROVED = "variation_approved", _("Variation approved")
    RENEWED = "renewed", _("Authorisation renewed")
    TRANSFERRED = "transferred", _("Authorisation transferred")
    TRIAL_FILING_ACCEPTED = "trial_filing_accepted", _("Trial application accepted")
    TRIAL_CLEARED = "trial_cleared", _("Clinical trial cleared")
    ORPHAN_DESIGNATION = "orphan_designation", _("Orphan drug designation")
    ORPHAN_DESIGNATION_MAINTAINED = (
        "orphan_designation_maintained",
        _("Orphan designation maintained"),
    )
    BREAKTHROUGH_DESIGNATION = "breakthrough_designation", _("Breakthrough therapy designation")
    INTERCHANGEABLE_DESIGNATION = "interchangeable_designation", _("Interchangeable designation")
    PRIORITY_REVIEW = "priority_review", _("Priority review granted")
    GMP_CERTIFICATE = "gmp_certificate", _("GMP certificate")
    LAUNCH = "launch", _("Launch")
    REIMBURSEMENT_LISTING = "reimbursement_listing", _("Reimbursement listing")
    LISTING_CHANGE_OBSERVED = "listing_change_observed", _("Change in a published list observed")


APPROVALS = (EventKind.INITIAL_APPROVAL, EventKind.SUPPLEMENTAL_INDICATION, EventKind.NEW_STRENGTH)
# What ends a review, until the application is submitted or accepted anew.
DECISIONS = (
    *APPROVALS,
    EventKind.VARIATION_APPROVED,
    EventKind.RENEWED,
    EventKind.TRANSFERRED,
    EventKind.COMPLETE_RESPONSE,
    EventKind.REFUSED,
    EventKind.WITHDRAWN_BY_APPLICANT,
    EventKind.TENTATIVE_APPROVAL,
)
ANSWERS = (*DECISIONS, EventKind.TRIAL_CLEARED)  # what an applicant waits for


class ProcedureState(TextChoices):
    """Where a procedure stands after its events (domain section 6)."""

    PLANNED = "planned", _("planned")
    SUBMITTED = "submitted", _("submitted")
    ACCEPTED = "accepted", _("accepted for review")
    UNDER_REVIEW = "under-review", _("under review")
    CLOCK_STOPPED = "clock-stopped", _("review paused (clock stopped)")
    OPINION_POSITIVE = "opinion-positive", _("positive opinion")
    OPINION_NEGATIVE = "opinion-negative", _("negative opinion")
    APPROVED = "approved", pgettext_lazy("a procedure", "approved")
    TENTATIVELY_APPROVED = "tentatively-approved", _("tentatively approved")
    REFUSED = "refused", _("refused")
    COMPLETE_RESPONSE = "complete-response", _("answered by a complete response letter")
    WITHDRAWN = "withdrawn-by-applicant", _("withdrawn by the applicant")


class DateBasis(TextChoices):
    """What the date of an event means."""

    DECISION = "decision", _("day of the decision")
    ANNOUNCED = "announced", _("day of the announcement")
    STATED_MONTH = "stated-month", _("month as stated")
    STATED_YEAR = "stated-year", _("year as stated")
    REPORTED = "reported", _("as reported by others")
    RANGE = "range", _("only bounds are known")


class LineageKind(TextChoices):
    """How a later indication came out of an earlier one."""

    REPLACES = "replaces", _("replaces")
    SPLIT_FROM = "split-from", _("split from")
    MERGED_FROM = "merged-from", _("merged from")
    EXTENDS = "extends", _("extends")
    NARROWS = "narrows", _("narrows")


class ObligationKind(TextChoices):
    RENEWAL = "renewal", _("renewal")
    CONFIRMATORY_STUDY = "confirmatory-study", _("confirmatory study")
    POST_APPROVAL_STUDY = "post-approval-study", _("study after approval")
    PERIODIC_REPORT = "periodic-report", _("periodic report")
    OTHER = "other", _("other obligation")


class RightKind(TextChoices):
    OWN = "own", _("owner")
    DEVELOP = "develop", _("development")
    MANUFACTURE = "manufacture", _("manufacturing")
    COMMERCIALISE = "commercialise", _("commercialisation")


class Metric(TextChoices):
    """Figures that the company states about itself; each row has its day and source."""

    PRODUCTS_LAUNCHED_CN = "products-launched-cn", _("products launched in China")
    INDICATIONS_APPROVED = "indications-approved", _("indications approved worldwide")
    PATIENTS_REACHED = "patients-reached", _("patients reached")
    TERRITORIES_APPROVED = "territories-approved", _("countries and regions with approval")
    PRODUCTS_ABROAD = "products-approved-abroad", _("products approved abroad")
    PRODUCTS_US = "products-approved-us", _("products approved in the United States")
    ANNUAL_REVENUE = "annual-revenue-rmb-m", _("annual revenue, RMB million")
    HALF_YEAR_REVENUE = "half-year-revenue-rmb-m", _("half-year revenue, RMB million")


class Qualifier(TextChoices):
    EXACTLY = "", _("exactly")
    MORE_THAN = "more-than", _("more than")
    OVER = "over", _("over")
    NEARLY = "nearly", _("nearly")
