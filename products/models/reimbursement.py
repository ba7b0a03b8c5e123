from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger.fields import no_overlap
from ledger.models import Version
from ledger.phrases import labelled
from products.models.approvals import Indication


class Listing(models.Model):
    """A reimbursement list that may pay for one indication; never for a product (NRDL)."""

    indication = models.ForeignKey(
        Indication, models.PROTECT, related_name="listings", verbose_name=_("indication")
    )
    scheme = models.CharField(_("reimbursement list"), max_length=60)

    class Meta:
        verbose_name = _("reimbursement listing")
        verbose_name_plural = _("reimbursement listings")
        ordering = ["indication", "scheme"]
        constraints = [
            models.UniqueConstraint(fields=["indication", "scheme"], name="products_listing_once")
        ]

    def __str__(self):
        return labelled(self.scheme, self.indication)


class ListingVersion(Version):
    """In force from the day on which the list takes effect; `edition` is the list's own year."""

    listing = models.ForeignKey(
        Listing, models.PROTECT, related_name="versions", verbose_name=_("listing")
    )
    category = models.CharField(_("category"), max_length=40, null=True, blank=True)
    edition = models.CharField(_("edition of the list"), max_length=60, null=True, blank=True)
    note = models.TextField(_("internal note"), blank=True)

    identity = "listing"
    jurisdiction_path = "listing__indication__authorisation__jurisdiction"

    class Meta(Version.Meta):
        verbose_name = _("reimbursement in force")
        verbose_name_plural = _("reimbursements in force")
        constraints = [*Version.Meta.constraints, no_overlap("listing")]

    def __str__(self):
        return str(self.listing)
