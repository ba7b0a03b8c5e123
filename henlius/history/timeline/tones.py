"""The shapes of marks: what an event means for an approval, at a glance."""

from django.utils.translation import gettext_lazy as _

from products.enums import APPROVALS, EventKind

KINDS = {
    "approval": (
        *APPROVALS,
        EventKind.VARIATION_APPROVED,
        EventKind.RENEWED,
        EventKind.TRANSFERRED,
        EventKind.TRIAL_CLEARED,
    ),
    "filing": (EventKind.SUBMITTED, EventKind.FILING_ACCEPTED, EventKind.TRIAL_FILING_ACCEPTED),
    "review": (
        EventKind.UNDER_REVIEW,
        EventKind.CLOCK_STOPPED,
        EventKind.CLOCK_RESTARTED,
        EventKind.POSITIVE_OPINION,
        EventKind.TENTATIVE_APPROVAL,
    ),
    "negative": (
        EventKind.COMPLETE_RESPONSE,
        EventKind.REFUSED,
        EventKind.WITHDRAWN_BY_APPLICANT,
        EventKind.NEGATIVE_OPINION,
    ),
    "designation": (
        EventKind.ORPHAN_DESIGNATION,
        EventKind.ORPHAN_DESIGNATION_MAINTAINED,
        EventKind.BREAKTHROUGH_DESIGNATION,
        EventKind.INTERCHANGEABLE_DESIGNATION,
        EventKind.PRIORITY_REVIEW,
    ),
}
TONES = {kind: tone for tone, kinds in KINDS.items() for kind in kinds}
MARKS = [
    ("approval", _("approval")),
    ("filing", _("filing, application accepted")),
    ("review", _("step of a review, opinion")),
    ("negative", _("complete response, refusal, application withdrawn")),
    ("designation", _("designation, priority")),
    ("market", _("launch, reimbursement, certificate")),
    ("release", _("release published that shows these facts")),
    ("scheduled", _("release scheduled")),
    ("expected", _("decision expected")),
]


def tone_of(kind):
    """Return the shape of an event of this `EventKind`; what concerns the market if no other."""
    return TONES.get(kind, "market")
