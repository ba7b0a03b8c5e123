from content_editor.models import create_plugin_base
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger.phrases import in_line
from newsroom.enums import ProfilePart
from newsroom.fields import ChoicesField, ProseField
from newsroom.models.documents import Document
from newsroom.models.images import Image
from newsroom.models.releases import Boilerplate, Release
from pipeline.models import Asset
from products.models import Jurisdiction, Product


class Block(create_plugin_base(Release)):
    """A part of a release, in its `ordering`; limited to `languages` when any are chosen."""

    languages = ChoicesField(
        settings.LANGUAGES, verbose_name=_("only in"), help_text=_("No choice: in every language.")
    )

    class Meta:
        abstract = True
        ordering = ["ordering"]

    def __str__(self):
        return str(self._meta.verbose_name)


class Prose(Block):
    body = ProseField(_("text"))

    class Meta(Block.Meta):
        verbose_name = _("text")
        verbose_name_plural = _("texts")

    def __str__(self):
        return self.get_body_excerpt(words=9)


class IndicationList(Block):
    """The wordings in force of a product in one territory, in `slot` order."""

    product = models.ForeignKey(
        Product, models.PROTECT, related_name="+", verbose_name=_("product")
    )
    jurisdiction = models.ForeignKey(
        Jurisdiction, models.PROTECT, related_name="+", verbose_name=_("territory")
    )

    class Meta(Block.Meta):
        verbose_name = _("approved indications")
        verbose_name_plural = _("approved indications")

    def __str__(self):
        return in_line(self.product, self.jurisdiction)


class ProductProfile(Block):
    """A section about a product, assembled from the register; `shows` picks its parts."""

    product = models.ForeignKey(
        Product, models.PROTECT, related_name="+", verbose_name=_("product")
    )
    jurisdiction = models.ForeignKey(
        Jurisdiction,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("only this territory"),
    )
    shows = ChoicesField(ProfilePart.choices, verbose_name=_("shows"), blank=False)

    class Meta(Block.Meta):
        verbose_name = _("about a product")
        verbose_name_plural = _("about a product")

    def __str__(self):
        return str(self.product)


class PipelineTable(Block):
    assets = models.ManyToManyField(Asset, related_name="+", verbose_name=_("assets"))

    class Meta(Block.Meta):
        verbose_name = _("pipeline table")
        verbose_name_plural = _("pipeline tables")


class Figure(Block):
    image = models.ForeignKey(Image, models.PROTECT, related_name="+", verbose_name=_("image"))
    caption = models.CharField(_("caption"), max_length=300, blank=True)

    class Meta(Block.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self):
        return str(self.image)


class Download(Block):
    """A file that readers may save, public in the same instant as the release."""

    document = models.ForeignKey(
        Document, models.PROTECT, related_name="+", verbose_name=_("file for download")
    )

    class Meta(Block.Meta):
        verbose_name = _("download")
        verbose_name_plural = _("downloads")

    def __str__(self):
        return str(self.document)


class Quote(Block):
    text = models.TextField(_("quotation"), max_length=2000)
    attribution = models.CharField(_("said by"), max_length=120)

    class Meta(Block.Meta):
        verbose_name = _("quotation")
        verbose_name_plural = _("quotations")

    def __str__(self):
        return self.attribution


class BoilerplateBlock(Block):
    boilerplate = models.ForeignKey(
        Boilerplate, models.PROTECT, related_name="+", verbose_name=_("standing text")
    )

    class Meta(Block.Meta):
        verbose_name = _("standing text")
        verbose_name_plural = _("standing texts")

    def __str__(self):
        return str(self.boilerplate)


class References(Block):
    """Numbered references, one a line."""

    items = models.TextField(
        _("references"), max_length=20_000, help_text=_("One reference a line.")
    )

    class Meta(Block.Meta):
        verbose_name = _("references")
        verbose_name_plural = _("references")
