"""Where indications and territories come from and belong to."""

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from ledger.fields import no_overlap
from ledger.models import Recorded, Version
from ledger.phrases import in_line, labelled
from products.enums import LineageKind
from products.models.approvals import Indication
from products.models.events import Procedure
from products.models.parties import Jurisdiction


class Lineage(Recorded):
    """What became of an indication: the later one replaces it, was split from it, narrows it (ADV-6)."""

    earlier = models.ForeignKey(
        Indication, models.PROTECT, related_name="descendants", verbose_name=_("earlier indication")
    )
    later = models.ForeignKey(
        Indication, models.PROTECT, related_name="origins", verbose_name=_("later indication")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=LineageKind)
    procedure = models.ForeignKey(
        Procedure,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("procedure"),
    )

    class Meta(Recorded.Meta):
        verbose_name = _("lineage of an indication")
        verbose_name_plural = _("lineages of indications")
        constraints = [
            *Recorded.Meta.constraints,
            CheckConstraint(condition=~Q(earlier=F("later")), name="products_lineage_of_two"),
        ]

    def __str__(self):
        return labelled(self.get_kind_display(), self.later)


class Membership(models.Model):
    """A territory inside another whose authorisations hold there too: a country of the EU."""

    parent = models.ForeignKey(
        Jurisdiction, models.PROTECT, related_name="members", verbose_name=_("whole")
    )
    member = models.ForeignKey(
        Jurisdiction, models.PROTECT, related_name="memberships", verbose_name=_("member")
    )

    class Meta:
        verbose_name = _("membership of a territory")
        verbose_name_plural = _("memberships of territories")
        ordering = ["parent", "member"]
        constraints = [
            models.UniqueConstraint(fields=["parent", "member"], name="products_membership_once"),
            CheckConstraint(condition=~Q(parent=F("member")), name="products_membership_of_two"),
        ]

    def __str__(self):
        return in_line(self.member, self.parent)


class MembershipVersion(Version):
    """When the authorisations of the whole hold in the member (ADV-20)."""

    membership = models.ForeignKey(
        Membership, models.PROTECT, related_name="versions", verbose_name=_("membership")
    )
    note = models.TextField(_("internal note"), blank=True)

    identity = "membership"
    jurisdiction_path = "membership__member"

    class Meta(Version.Meta):
        verbose_name = _("membership in force")
        verbose_name_plural = _("memberships in force")
        constraints = [*Version.Meta.constraints, no_overlap("membership")]

    def __str__(self):
        return str(self.membership)
