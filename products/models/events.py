from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from ledger.enums import Precision
from ledger.fields import ImpreciseDateColumns, dated
from ledger.models import Recorded
from ledger.phrases import in_line, labelled
from products.enums import DateBasis, EventKind, ProcedureKind
from products.models.approvals import Indication
from products.models.parties import Authority, Jurisdiction, Organisation
from products.models.products import Product

ABOUT_SOMETHING = Q(product__isnull=False) | Q(asset_code__isnull=False)


class Procedure(Recorded):
    """One regulatory case; `filed_text` is the wording applied for, which opens no version (ADV-17)."""

    product = models.ForeignKey(
        Product,
        models.PROTECT,
        related_name="procedures",
        null=True,
        blank=True,
        verbose_name=_("product"),
    )
    asset_code = models.CharField(_("asset code"), max_length=20, null=True, blank=True)
    jurisdiction = models.ForeignKey(
        Jurisdiction, models.PROTECT, related_name="+", verbose_name=_("territory")
    )
    authority = models.ForeignKey(
        Authority, models.PROTECT, related_name="+", verbose_name=_("authority")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ProcedureKind)
    filing_type = models.CharField(_("type of application"), max_length=20, null=True, blank=True)
    number = models.CharField(_("number"), max_length=60, null=True, blank=True)
    filed_text = models.TextField(_("wording applied for"), blank=True)
    filed_language = models.CharField(_("language"), max_length=12, default="en")

    class Meta(Recorded.Meta):
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")
        constraints = [
            *Recorded.Meta.constraints,
            CheckConstraint(condition=ABOUT_SOMETHING, name="products_procedure_subject"),
        ]

    def __str__(self):
        case = in_line(self.product or self.asset_code, self.jurisdiction)
        return labelled(case, self.get_kind_display())


class RegulatoryEvent(Recorded):
    """What a regulator, a payer or the company did, when, as finely as a source says."""

    product = models.ForeignKey(
        Product,
        models.PROTECT,
        related_name="events",
        null=True,
        blank=True,
        verbose_name=_("product"),
    )
    asset_code = models.CharField(_("asset code"), max_length=20, null=True, blank=True)
    jurisdiction = models.ForeignKey(
        Jurisdiction, models.PROTECT, related_name="+", verbose_name=_("territory")
    )
    authority = models.ForeignKey(
        Authority,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("authority"),
    )
    procedure = models.ForeignKey(
        Procedure,
        models.PROTECT,
        related_name="events",
        null=True,
        blank=True,
        verbose_name=_("procedure"),
    )
    kind = models.CharField(_("kind"), max_length=40, choices=EventKind)
    date_earliest = models.DateField(_("earliest day"), null=True, blank=True)
    date_latest = models.DateField(_("latest day"), null=True, blank=True)
    date_precision = models.CharField(_("precision"), max_length=10, choices=Precision)
    date_as_stated = models.CharField(_("date as stated"), max_length=200)
    seq_on_day = models.PositiveSmallIntegerField(
        _("place among the acts of the day"),
        null=True,
        blank=True,
        help_text=_("Only when the procedure has several acts on one day: 1, 2 ..."),
    )
    date_basis = models.CharField(_("meaning of the date"), max_length=20, choices=DateBasis)
    announced_on = models.DateField(_("announced on"), null=True, blank=True)
    exchange_filed_on = models.DateField(_("exchange filing"), null=True, blank=True)
    effective_on = models.DateField(_("effective from"), null=True, blank=True)
    number = models.CharField(_("number"), max_length=60, null=True, blank=True)
    filing_type = models.CharField(_("type of application"), max_length=20, null=True, blank=True)
    strength = models.CharField(_("strength"), max_length=100, null=True, blank=True)
    disease = models.CharField(_("disease"), max_length=200, null=True, blank=True)
    category = models.CharField(_("category"), max_length=20, null=True, blank=True)
    holder = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("holder"),
    )
    note = models.TextField(_("internal note"), blank=True)
    indications = models.ManyToManyField(
        Indication, through="EventIndication", related_name="events", verbose_name=_("indications")
    )
    date = ImpreciseDateColumns("date")

    class Meta(Recorded.Meta):
        verbose_name = _("regulatory event")
        verbose_name_plural = _("regulatory events")
        constraints = [
            *Recorded.Meta.constraints,
            dated("date", name="products_regulatoryevent_date_fits"),
            CheckConstraint(condition=ABOUT_SOMETHING, name="products_regulatoryevent_subject"),
        ]

    def __str__(self):
        return in_line(self.get_kind_display(), self.jurisdiction)


class EventIndication(Recorded):
    event = models.ForeignKey(
        RegulatoryEvent, models.PROTECT, related_name="links", verbose_name=_("event")
    )
    indication = models.ForeignKey(
        Indication, models.PROTECT, related_name="links", verbose_name=_("indication")
    )

    class Meta(Recorded.Meta):
        verbose_name = _("indication concerned")
        verbose_name_plural = _("indications concerned")

    def __str__(self):
        return str(self.indication)
