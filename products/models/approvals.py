from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ledger.fields import no_overlap
from ledger.models import SourceDocument, Version
from ledger.phrases import in_line, labelled
from products.enums import ApprovalBasis, AuthorisationStatus, TranslationStatus, WordingKind
from products.models.parties import Authority, Jurisdiction, Organisation
from products.models.products import Product
from products.querysets import IndicationVersionQuerySet


class Authorisation(models.Model):
    """The licence for a product in a territory; several are possible, duplicate licences say."""

    product = models.ForeignKey(
        Product, models.PROTECT, related_name="authorisations", verbose_name=_("product")
    )
    jurisdiction = models.ForeignKey(
        Jurisdiction, models.PROTECT, related_name="authorisations", verbose_name=_("territory")
    )
    authority = models.ForeignKey(
        Authority, models.PROTECT, related_name="authorisations", verbose_name=_("authority")
    )

    class Meta:
        verbose_name = _("marketing authorisation")
        verbose_name_plural = _("marketing authorisations")
        ordering = ["product", "jurisdiction", "pk"]

    def __str__(self):
        return in_line(self.product, self.jurisdiction)


class AuthorisationVersion(Version):
    authorisation = models.ForeignKey(
        Authorisation, models.PROTECT, related_name="versions", verbose_name=_("authorisation")
    )
    status = models.CharField(_("status"), max_length=12, choices=AuthorisationStatus)
    holder = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("holder"),
    )
    number = models.CharField(_("number"), max_length=60, null=True, blank=True)
    basis = models.CharField(_("legal basis"), max_length=60, null=True, blank=True)

    identity = "authorisation"
    jurisdiction_path = "authorisation__jurisdiction"

    class Meta(Version.Meta):
        verbose_name = _("state of an authorisation")
        verbose_name_plural = _("states of authorisations")
        constraints = [*Version.Meta.constraints, no_overlap("authorisation")]

    def __str__(self):
        return self.get_status_display()


class Presentation(models.Model):
    authorisation = models.ForeignKey(
        Authorisation, models.PROTECT, related_name="presentations", verbose_name=_("authorisation")
    )
    strength = models.CharField(_("strength"), max_length=100)

    class Meta:
        verbose_name = _("presentation")
        verbose_name_plural = _("presentations")
        ordering = ["authorisation", "strength"]
        constraints = [
            models.UniqueConstraint(
                fields=["authorisation", "strength"], name="products_presentation_once"
            )
        ]

    def __str__(self):
        return self.strength


class PresentationVersion(Version):
    presentation = models.ForeignKey(
        Presentation, models.PROTECT, related_name="versions", verbose_name=_("presentation")
    )
    dose_form = models.CharField(_("dose form"), max_length=100, null=True, blank=True)
    route = models.CharField(_("route"), max_length=60, null=True, blank=True)

    identity = "presentation"
    jurisdiction_path = "presentation__authorisation__jurisdiction"

    class Meta(Version.Meta):
        verbose_name = _("presentation on the market")
        verbose_name_plural = _("presentations on the market")
        constraints = [*Version.Meta.constraints, no_overlap("presentation")]

    def __str__(self):
        return str(self.presentation)


class IndicationConcept(models.Model):
    """The same use across territories, so that they can be laid side by side; its short label."""

    key = models.SlugField(_("key"), unique=True, max_length=80)
    name = models.CharField(_("short label"), max_length=200)
    disease = models.CharField(_("disease"), max_length=200, null=True, blank=True)

    class Meta:
        verbose_name = _("use (indication concept)")
        verbose_name_plural = _("uses (indication concepts)")
        ordering = ["key"]

    def __str__(self):
        return self.name or self.name_en or self.key


class Indication(models.Model):
    """An approved use under one authorisation; `slot` is its place in the approved list."""

    authorisation = models.ForeignKey(
        Authorisation, models.PROTECT, related_name="indications", verbose_name=_("authorisation")
    )
    slot = models.PositiveSmallIntegerField(_("place in the list"))
    concept = models.ForeignKey(
        IndicationConcept, models.PROTECT, related_name="indications", verbose_name=_("use")
    )

    class Meta:
        verbose_name = _("indication")
        verbose_name_plural = _("indications")
        ordering = ["authorisation", "slot"]
        constraints = [
            models.UniqueConstraint(
                fields=["authorisation", "slot"], name="products_indication_slot_once"
            )
        ]

    def __str__(self):
        return labelled(self.authorisation, self.concept)


class IndicationVersion(Version):
    """A wording of an indication; `text` keeps the bytes of its source in `language`."""

    indication = models.ForeignKey(
        Indication, models.PROTECT, related_name="versions", verbose_name=_("indication")
    )
    text = models.TextField(_("wording"))
    language = models.CharField(_("language"), max_length=12, default="en")
    wording_kind = models.CharField(_("closeness to the label"), max_length=20, choices=WordingKind)
    approval_basis = models.CharField(
        _("approval basis"), max_length=20, choices=ApprovalBasis, default=ApprovalBasis.NOT_STATED
    )
    facets = models.JSONField(_("facets"), default=dict, blank=True)
    note = models.TextField(_("internal note"), blank=True)

    objects = IndicationVersionQuerySet.as_manager()
    identity = "indication"
    jurisdiction_path = "indication__authorisation__jurisdiction"

    class Meta(Version.Meta):
        verbose_name = _("indication wording")
        verbose_name_plural = _("indication wordings")
        constraints = [
            *Version.Meta.constraints,
            no_overlap("indication"),
            CheckConstraint(condition=~Q(text=""), name="products_indicationversion_text"),
        ]

    def __str__(self):
        return self.text


class IndicationTranslation(models.Model):
    """A translation of exactly one text, found by that text's hash: a new wording starts untranslated."""

    text_hash = models.CharField(_("SHA-256 of the wording"), max_length=64, editable=False)
    language = models.CharField(_("language"), max_length=12)
    text = models.TextField(_("translation"))
    status = models.CharField(_("status"), max_length=20, choices=TranslationStatus)
    source = models.ForeignKey(
        SourceDocument,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("source"),
    )
    translated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("translated by")
    )
    recorded_at = models.DateTimeField(_("recorded at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("indication translation")
        verbose_name_plural = _("indication translations")
        ordering = ["pk"]
        indexes = [models.Index(fields=["text_hash", "language"], name="products_translation_of")]
        constraints = [
            CheckConstraint(condition=~Q(text=""), name="products_indicationtranslation_text")
        ]

    def __str__(self):
        return self.text
