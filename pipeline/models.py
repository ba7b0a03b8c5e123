from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from ledger.enums import Precision
from ledger.fields import ImpreciseDateColumns, date_fits, dated, no_overlap
from ledger.models import Recorded, Version
from ledger.phrases import in_line, labelled
from pipeline.enums import (
    AssetClass,
    MilestoneKind,
    Origin,
    ProgrammeStatus,
    Stage,
    TrialPhase,
    TrialStatus,
)
from pipeline.querysets import AssetQuerySet
from products.models import Jurisdiction, Organisation, Product


class Asset(models.Model):
    """A molecule under development or marketed; many programmes, a few products at most."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    aliases = ArrayField(
        models.CharField(max_length=40), verbose_name=_("other codes"), default=list, blank=True
    )
    products = models.ManyToManyField(
        Product, related_name="assets", blank=True, verbose_name=_("products")
    )

    objects = AssetQuerySet.as_manager()

    class Meta:
        verbose_name = _("asset")
        verbose_name_plural = _("assets")
        ordering = ["code"]

    def __str__(self):
        return self.code


class AssetFacts(Version):
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="facts", verbose_name=_("asset"))
    inn = models.CharField(_("INN"), max_length=100, null=True, blank=True)
    inn_chinese = models.CharField(_("INN in Chinese"), max_length=100, null=True, blank=True)
    target = models.CharField(_("target"), max_length=200)
    modality = models.CharField(_("modality"), max_length=200)
    asset_class = models.CharField(_("class"), max_length=30, choices=AssetClass)
    reference = models.CharField(_("reference product"), max_length=100, null=True, blank=True)
    origin = models.CharField(_("origin"), max_length=20, choices=Origin)
    licensor = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("licensor or partner"),
    )

    identity = "asset"

    class Meta(Version.Meta):
        verbose_name = _("asset facts")
        verbose_name_plural = _("asset facts")
        constraints = [
            *Version.Meta.constraints,
            no_overlap("asset"),
            CheckConstraint(
                condition=~Q(origin__in=[Origin.IN_LICENSED, Origin.CO_DEVELOPED])
                | Q(licensor__isnull=False),
                name="pipeline_assetfacts_licensor_named",
            ),
        ]

    def __str__(self):
        return self.target


class Programme(models.Model):
    """Asset x target indication x region x combination: the unit that has a stage (ADV-22)."""

    key = models.SlugField(_("key"), unique=True, max_length=120)
    asset = models.ForeignKey(
        Asset, models.PROTECT, related_name="programmes", verbose_name=_("asset")
    )
    target_indication = models.CharField(_("target indication"), max_length=300)
    region = models.ForeignKey(
        Jurisdiction, models.PROTECT, related_name="+", verbose_name=_("region")
    )
    combination = ArrayField(
        models.CharField(max_length=60),
        verbose_name=_("in combination with"),
        default=list,
        blank=True,
    )

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["asset", "pk"]

    def __str__(self):
        return labelled(self.asset, in_line(self.target_indication, self.region))


class ProgrammeStage(Version):
    """Where a programme stands; `seen_on` bounds a start that no source gives."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="stages", verbose_name=_("programme")
    )
    stage = models.CharField(_("stage"), max_length=20, choices=Stage)
    is_cleared_only = models.BooleanField(
        _("cleared, not yet started"),
        default=False,
        help_text=_("The trial of this phase may start."),
    )
    status = models.CharField(
        _("status"), max_length=20, choices=ProgrammeStatus, default=ProgrammeStatus.ACTIVE
    )
    seen_on = models.DateField(_("seen in a source of"), null=True, blank=True)
    note = models.TextField(_("stage as stated"), blank=True)

    identity = "programme"
    jurisdiction_path = "programme__region"

    class Meta(Version.Meta):
        verbose_name = _("programme stage")
        verbose_name_plural = _("programme stages")
        constraints = [*Version.Meta.constraints, no_overlap("programme")]

    def __str__(self):
        return self.get_stage_display()


class Milestone(Recorded):
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="milestones", verbose_name=_("programme")
    )
    kind = models.CharField(_("kind"), max_length=30, choices=MilestoneKind)
    date_earliest = models.DateField(_("earliest day"), null=True, blank=True)
    date_latest = models.DateField(_("latest day"), null=True, blank=True)
    date_precision = models.CharField(_("precision"), max_length=10, choices=Precision)
    date_as_stated = models.CharField(_("date as stated"), max_length=200)
    note = models.TextField(_("internal note"), blank=True)
    date = ImpreciseDateColumns("date")

    class Meta(Recorded.Meta):
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        constraints = [
            *Recorded.Meta.constraints,
            dated("date", name="pipeline_milestone_date_fits"),
        ]

    def __str__(self):
        return labelled(self.programme.asset, self.get_kind_display())


def _date_fits_or_none(prefix):
    earliest, latest, precision = (
        f"{prefix}_{part}" for part in ("earliest", "latest", "precision")
    )
    has_no_precision = Q(**{precision: None}) | Q(**{precision: ""})
    is_none = Q(has_no_precision, **{earliest: None, latest: None})
    fits = Q(date_fits(F(earliest), F(latest), precision))
    return CheckConstraint(condition=is_none | fits, name=f"pipeline_trial_{prefix}_fits")


class Trial(Recorded):
    """A study; what a registry says of it since is proposed, never written over (domain section 3).

    `begun` and `completed` are days or months, also expected ones, or None.
    """

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="trials", verbose_name=_("programme")
    )
    code = models.CharField(_("own code"), max_length=60, null=True, blank=True)
    registry = models.CharField(_("registry"), max_length=30, null=True, blank=True)
    number = models.CharField(_("registry number"), max_length=40, null=True, blank=True)
    phases = ArrayField(
        models.CharField(max_length=20, choices=TrialPhase),
        verbose_name=_("phases"),
        null=True,
        blank=True,
        help_text=_("Codes with commas between them: PHASE1, PHASE2."),
    )
    status = models.CharField(
        _("status"), max_length=30, choices=TrialStatus, null=True, blank=True
    )
    begun_earliest = models.DateField(null=True, blank=True)
    begun_latest = models.DateField(null=True, blank=True)
    begun_precision = models.CharField(max_length=10, choices=Precision, null=True, blank=True)
    begun_as_stated = models.CharField(_("begins"), max_length=200, null=True, blank=True)
    completed_earliest = models.DateField(null=True, blank=True)
    completed_latest = models.DateField(null=True, blank=True)
    completed_precision = models.CharField(max_length=10, choices=Precision, null=True, blank=True)
    completed_as_stated = models.CharField(_("ends"), max_length=200, null=True, blank=True)
    note = models.TextField(_("internal note"), blank=True)
    begun = ImpreciseDateColumns("begun")
    completed = ImpreciseDateColumns("completed")

    class Meta(Recorded.Meta):
        verbose_name = _("trial")
        verbose_name_plural = _("trials")
        constraints = [
            *Recorded.Meta.constraints,
            _date_fits_or_none("begun"),
            _date_fits_or_none("completed"),
            CheckConstraint(
                condition=Q(code__isnull=False) | Q(number__isnull=False),
                name="pipeline_trial_named",
            ),
        ]

    def __str__(self):
        return self.code or self.number
