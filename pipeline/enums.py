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
