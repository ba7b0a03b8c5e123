from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ledger.models import ChangeSet, Signature
from newsroom.enums import ImpactKind, Outcome
from newsroom.models.editions import Edition
from newsroom.querysets import ImpactQuerySet


class Impact(models.Model):
    """A published edition that shows what a change set closed (Q5); the bindings say where."""

    change_set = models.ForeignKey(ChangeSet, models.PROTECT, related_name="impacts")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="impacts")
    kind = models.CharField(_("kind"), max_length=20, choices=ImpactKind)
    found_at = models.DateTimeField(_("found at"), db_default=Now(), editable=False)

    objects = ImpactQuerySet.as_manager()

    class Meta:
        verbose_name = _("impact")
        verbose_name_plural = _("impacts")
        ordering = ["-pk"]
        permissions = [("decide_impact", _("Can decide about pages whose facts changed"))]
        constraints = [
            UniqueConstraint(fields=["change_set", "edition"], name="newsroom_impact_once"),
            CheckConstraint(
                condition=Q(kind__in=ImpactKind.values), name="newsroom_impact_kind_known"
            ),
        ]

    def __str__(self):
        return f"{self.change_set_id}: {self.edition}"


class ImpactDecision(models.Model):
    """What was decided about an impact, why, and by whose signature."""

    impact = models.OneToOneField(Impact, models.PROTECT, primary_key=True, related_name="decision")
    outcome = models.CharField(_("decision"), max_length=20, choices=Outcome)
    reason = models.TextField(_("reason"))
    signature = models.OneToOneField(Signature, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("decision on an impact")
        verbose_name_plural = _("decisions on impacts")

    def __str__(self):
        return self.get_outcome_display()
