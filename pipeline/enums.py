from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(TextChoices):
    """Stages of a programme, in their order; `not-stated` where no source gives one."""

    NOT_STATED = "not-stated", _("Stage not stated")
    PRECLINICAL = "preclinical", _("Preclinical")
    CLEARED = "cleared", _("Trial cleared")
    PH1 = "ph1", _("Phase 1")
    PH1B_2 = "ph1b-2", _("Phase 1b/2")
    PH2 = "ph2", _("Phase 2")
    PH2_3 = "ph2-3", _("Phase 2/3")
    PH3 = "ph3", _("Phase 3")
    FILED = "filed", _("Under review")
    APPROVED = "approved", _("Approved")


class ProgrammeStatus(TextChoices):
    ACTIVE = "active", pgettext_lazy("a programme", "active")
    PAUSED = "paused", _("paused")
    DISCONTINUED = "discontinued", _("discontinued")


class Origin(TextChoices):
    SELF_DEVELOPED = "self-developed", _("self-developed")
    IN_LICENSED = "in-licensed", _("in-licensed")
    CO_DEVELOPED = "co-developed", _("co-developed")
    HYBRID = "hybrid", _("own and in-licensed parts")
    UNKNOWN = "unknown", _("origin not stated")


class AssetClass(TextChoices):
    INNOVATIVE = "innovative", _("Innovative")
    BIOSIMILAR = "biosimilar", _("Biosimilar")
    FORMULATION = "innovative-formulation", _("Innovative formulation")


class MilestoneKind(TextChoices):
    FIRST_PATIENT_DOSED = "first-patient-dosed", _("First patient dosed")
    PRIMARY_ENDPOINT_MET = "primary-endpoint-met", _("Primary endpoint met")
    NATIONAL_PROGRAMME = "national-programme", _("Named in a national research programme")


class TrialStatus(TextChoices):
    """As ClinicalTrials.gov says it (API v2, `overallStatus`)."""

    NOT_YET_RECRUITING = "NOT_YET_RECRUITING", _("not yet recruiting")
    RECRUITING = "RECRUITING", _("recruiting")
    ENROLLING_BY_INVITATION = "ENROLLING_BY_INVITATION", _("enrolling by invitation")
    ACTIVE_NOT_RECRUITING = "ACTIVE_NOT_RECRUITING", _("active, not recruiting")
    COMPLETED = "COMPLETED", _("completed")
    SUSPENDED = "SUSPENDED", pgettext_lazy("a trial", "suspended")
    TERMINATED = "TERMINATED", _("terminated")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("a trial", "withdrawn")
    UNKNOWN = "UNKNOWN", _("status unknown")


class TrialPhase(TextChoices):
    """As ClinicalTrials.gov says it (API v2, `phases`); a trial of two phases names both."""

    NA = "NA", _("no phase applies")
    EARLY_PHASE1 = "EARLY_PHASE1", _("early phase 1")
    PHASE1 = "PHASE1", _("phase 1")
    PHASE2 = "PHASE2", _("phase 2")
    PHASE3 = "PHASE3", _("phase 3")
    PHASE4 = "PHASE4", _("phase 4")
