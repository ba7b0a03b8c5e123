"""What lies ahead: decisions that are expected, and duties that fall due."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger.enums import Precision
from ledger.fields import ImpreciseDateColumns, dated, no_overlap
from ledger.models import Version
from ledger.phrases import labelled
from products.enums import ObligationKind
from products.models.approvals import Authorisation
from products.models.events import Procedure
from products.querysets import ExpectedDecisionQuerySet

RESPONSIBLE = _("A role or a team, such as “Regulatory affairs China”; no person's name.")


class ExpectedDecision(Version):
    """When the decision on a procedure is expected; `valid` is how long that expectation stood.

    A forward-looking statement wherever it is shown. A new window is an amendment from the day
    on which it was stated; the decision itself, or its end, ends the expectation.
    """

    procedure = models.ForeignKey(
        Procedure, models.PROTECT, related_name="expectations", verbose_name=_("procedure")
    )
    window_earliest = models.DateField(_("earliest day"), null=True, blank=True)
    window_latest = models.DateField(_("latest day"), null=True, blank=True)
    window_precision = models.CharField(_("precision"), max_length=10, choices=Precision)
    window_as_stated = models.CharField(_("expected"), max_length=200)
    responsible = models.CharField(
        _("responsible"), max_length=120, null=True, blank=True, help_text=RESPONSIBLE
    )
    note = models.TextField(_("internal note"), blank=True)
    window = ImpreciseDateColumns("window")

    objects = ExpectedDecisionQuerySet.as_manager()
    identity = "procedure"
    jurisdiction_path = "procedure__jurisdiction"

    class Meta(Version.Meta):
        verbose_name = _("expected decision")
        verbose_name_plural = _("expected decisions")
        constraints = [
            *Version.Meta.constraints,
            no_overlap("procedure"),
            dated("window", name="products_expecteddecision_window_fits"),
        ]

    def __str__(self):
        return labelled(self.procedure, self.window)


class Obligation(models.Model):
    """A duty that an authorisation carries: to renew it, to finish a study."""

    authorisation = models.ForeignKey(
        Authorisation, models.PROTECT, related_name="obligations", verbose_name=_("authorisation")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ObligationKind)
    label = models.CharField(_("what is due"), max_length=200)

    class Meta:
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        ordering = ["authorisation", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["authorisation", "kind", "label"], name="products_obligation_once"
            )
        ]

    def __str__(self):
        return labelled(self.authorisation, self.label)


class ObligationVersion(Version):
    """Until when an obligation is to be met; `valid` runs from its start until it was met."""

    obligation = models.ForeignKey(
        Obligation, models.PROTECT, related_name="versions", verbose_name=_("obligation")
    )
    due_earliest = models.DateField(_("earliest day"), null=True, blank=True)
    due_latest = models.DateField(_("latest day"), null=True, blank=True)
    due_precision = models.CharField(_("precision"), max_length=10, choices=Precision)
    due_as_stated = models.CharField(_("due"), max_length=200)
    responsible = models.CharField(
        _("responsible"), max_length=120, null=True, blank=True, help_text=RESPONSIBLE
    )
    note = models.TextField(_("internal note"), blank=True)
    due = ImpreciseDateColumns("due")

    identity = "obligation"
    jurisdiction_path = "obligation__authorisation__jurisdiction"

    class Meta(Version.Meta):
        verbose_name = _("obligation in force")
        verbose_name_plural = _("obligations in force")
        constraints = [
            *Version.Meta.constraints,
            no_overlap("obligation"),
            dated("due", name="products_obligationversion_due_fits"),
        ]

    def __str__(self):
        return labelled(self.obligation, self.due)
