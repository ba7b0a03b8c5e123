from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ledger.enums import Precision
from ledger.fields import ImpreciseDateColumns, dated, no_overlap
from ledger.models import Recorded, Version
from ledger.phrases import labelled, listed
from products.enums import Mark, Metric, ProductClass, Qualifier, RightKind
from products.models.parties import Jurisdiction, Organisation
from products.querysets import ProductQuerySet


class Product(models.Model):
    """The medicine as a concept; what is regulated about it hangs on it as versions."""

    slug = models.SlugField(_("address"), unique=True)
    name = models.CharField(_("working name"), max_length=100)
    asset_codes = ArrayField(
        models.CharField(max_length=20), verbose_name=_("asset codes"), default=list, blank=True
    )
    areas = ArrayField(
        models.CharField(max_length=40),
        verbose_name=_("therapeutic areas"),
        default=list,
        blank=True,
    )

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["slug"]

    def __str__(self):
        return self.name or self.slug

    def get_absolute_url(self):
        return reverse("products:product-detail", args=[self.slug])


class ProductFacts(Version):
    product = models.ForeignKey(
        Product, models.PROTECT, related_name="facts", verbose_name=_("product")
    )
    inn = models.CharField(_("INN"), max_length=100)
    inn_chinese = models.CharField(_("INN in Chinese"), max_length=100, null=True, blank=True)
    inn_by_territory = models.JSONField(_("INN by territory"), default=dict, blank=True)
    salt = models.CharField(_("salt"), max_length=100, null=True, blank=True)
    dose_form = models.CharField(_("dose form"), max_length=100, null=True, blank=True)
    product_class = models.CharField(_("class"), max_length=20, choices=ProductClass)
    target = models.CharField(_("target"), max_length=100, null=True, blank=True)
    modality = models.CharField(_("modality"), max_length=100, null=True, blank=True)
    reference_brand = models.CharField(
        _("reference product"), max_length=100, null=True, blank=True
    )
    reference_inn = models.CharField(
        _("INN of the reference product"), max_length=100, null=True, blank=True
    )
    reference_holder = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("holder of the reference"),
    )
    interchangeable_in = ArrayField(
        models.CharField(max_length=30),
        verbose_name=_("interchangeable in"),
        default=list,
        blank=True,
    )

    identity = "product"

    class Meta(Version.Meta):
        verbose_name = _("product facts")
        verbose_name_plural = _("product facts")
        constraints = [*Version.Meta.constraints, no_overlap("product")]

    def __str__(self):
        return self.inn


class TradeName(models.Model):
    """A name of a product in one territory and script; several per territory are allowed (ADV-14)."""

    product = models.ForeignKey(
        Product, models.PROTECT, related_name="trade_names", verbose_name=_("product")
    )
    jurisdiction = models.ForeignKey(
        Jurisdiction, models.PROTECT, related_name="+", verbose_name=_("territory")
    )
    name = models.CharField(_("trade name"), max_length=100)
    language = models.CharField(_("language"), max_length=12)

    class Meta:
        verbose_name = _("trade name")
        verbose_name_plural = _("trade names")
        ordering = ["product", "jurisdiction", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "jurisdiction", "name"], name="products_tradename_once"
            )
        ]

    def __str__(self):
        return self.name


class TradeNameVersion(Version):
    trade_name = models.ForeignKey(
        TradeName, models.PROTECT, related_name="versions", verbose_name=_("trade name")
    )
    mark = models.CharField(_("mark"), max_length=2, choices=Mark, blank=True, default=Mark.NONE)
    is_variant = models.BooleanField(
        _("only a spelling found in a source"),
        default=False,
        help_text=_("Kept for searching, never shown."),
    )

    identity = "trade_name"
    jurisdiction_path = "trade_name__jurisdiction"

    class Meta(Version.Meta):
        verbose_name = _("trade name in use")
        verbose_name_plural = _("trade names in use")
        constraints = [*Version.Meta.constraints, no_overlap("trade_name")]

    def __str__(self):
        return f"{self.trade_name}{ {'R': '®', 'TM': '™'}.get(self.mark, '') }"


class Right(models.Model):
    """One organisation's right to a product, or to an asset that is no product yet."""

    product = models.ForeignKey(
        Product,
        models.PROTECT,
        related_name="rights",
        null=True,
        blank=True,
        verbose_name=_("product"),
    )
    asset_code = models.CharField(_("asset code"), max_length=20, null=True, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="rights", verbose_name=_("organisation")
    )
    kind = models.CharField(_("right"), max_length=20, choices=RightKind)

    class Meta:
        verbose_name = _("right")
        verbose_name_plural = _("rights")
        ordering = ["product", "asset_code", "organisation"]
        constraints = [
            CheckConstraint(
                condition=Q(product=None, asset_code__isnull=False)
                | Q(product__isnull=False, asset_code=None),
                name="products_right_one_subject",
            )
        ]

    def __str__(self):
        return labelled(self.organisation, self.get_kind_display())


class RightVersion(Version):
    """Where and how the right holds; "worldwide except" is territories plus `excluded`."""

    right = models.ForeignKey(
        Right, models.PROTECT, related_name="versions", verbose_name=_("right")
    )
    territories = ArrayField(models.CharField(max_length=30), verbose_name=_("territories"))
    excluded = ArrayField(
        models.CharField(max_length=30), verbose_name=_("except"), default=list, blank=True
    )
    is_exclusive = models.BooleanField(_("exclusive"), null=True, blank=True)
    terms = models.TextField(_("terms as stated"), blank=True)

    identity = "right"

    class Meta(Version.Meta):
        verbose_name = _("right in force")
        verbose_name_plural = _("rights in force")
        constraints = [*Version.Meta.constraints, no_overlap("right")]

    def __str__(self):
        return listed(self.territories)


class CompanyFigure(Recorded):
    """A figure that the company stated about itself, with the day it holds for."""

    metric = models.CharField(_("figure"), max_length=40, choices=Metric)
    product = models.ForeignKey(
        Product,
        models.PROTECT,
        related_name="figures",
        null=True,
        blank=True,
        verbose_name=_("product"),
    )
    qualifier = models.CharField(
        _("qualifier"), max_length=12, choices=Qualifier, blank=True, default=""
    )
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=1)
    as_of_earliest = models.DateField(null=True)
    as_of_latest = models.DateField(null=True)
    as_of_precision = models.CharField(max_length=10, choices=Precision)
    as_of_as_stated = models.CharField(_("date as stated"), max_length=200)
    as_of = ImpreciseDateColumns("as_of")

    class Meta(Recorded.Meta):
        verbose_name = _("company figure")
        verbose_name_plural = _("company figures")
        constraints = [
            *Recorded.Meta.constraints,
            dated("as_of", name="products_companyfigure_as_of_fits"),
        ]

    def __str__(self):
        return labelled(self.get_metric_display(), f"{self.value.normalize():f}")
