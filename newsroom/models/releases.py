from content_editor.models import Region
from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q
from django.db.models.functions import Now
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ledger.models import ChangeSet
from newsroom.enums import FINAL, LATER, EditionKind, ReleaseKind
from newsroom.fields import ChoicesField, ProseField
from pipeline.models import Asset
from products.models import Product


class Topic(models.Model):
    key = models.SlugField(_("key"), unique=True)
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["key"]

    def __str__(self):
        return self.name or self.key


class Contact(models.Model):
    """A desk that readers may write to: a role, never a person."""

    key = models.SlugField(_("key"), unique=True)
    name = models.CharField(_("name of the desk"), max_length=80)
    email = models.EmailField(_("e-mail"))

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["key"]

    def __str__(self):
        return self.name or self.key


class Boilerplate(models.Model):
    key = models.SlugField(_("key"), unique=True)
    title = models.CharField(_("title"), max_length=120)
    body = ProseField(_("text"))

    class Meta:
        verbose_name = _("standing text")
        verbose_name_plural = _("standing texts")
        ordering = ["key"]

    def __str__(self):
        return self.title or self.key


class Release(models.Model):
    """The working copy of a release or of a page text: what people write and freeze into editions.

    `announces` are the change sets that become public in the same instant. A page text (kind
    `profile`) names the product, asset or page that it belongs to.
    """

    slug = models.SlugField(_("address"), unique=True, max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=ReleaseKind)
    title = models.CharField(_("title"), max_length=300)
    summary = models.TextField(_("summary"), blank=True)
    dateline = models.CharField(_("place of the dateline"), max_length=80, blank=True)
    topics = models.ManyToManyField(
        Topic, related_name="releases", blank=True, verbose_name=_("topics")
    )
    contact = models.ForeignKey(
        Contact, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("contact")
    )
    required_languages = ChoicesField(
        settings.LANGUAGES,
        verbose_name=_("languages"),
        help_text=_("The languages in which it appears."),
        blank=False,
    )
    originally_published_on = models.DateField(
        _("originally published on"),
        null=True,
        blank=True,
        help_text=_("Only for a release from before this site; facts are shown as of that day."),
    )
    next_kind = models.CharField(
        _("what the next edition is"),
        max_length=20,
        choices=[(kind, kind.label) for kind in LATER],
        blank=True,
        help_text=_("Only for a release that is public already."),
    )
    note = models.TextField(
        _("public note"),
        blank=True,
        max_length=2000,
        help_text=_("What is corrected, or why it is withdrawn: readers see it."),
    )
    planned_at = models.DateTimeField(
        _("planned for"),
        null=True,
        blank=True,
        help_text=_("Facts are shown as of this moment while writing; nothing is published by it."),
    )
    is_price_sensitive = models.BooleanField(
        _("price-sensitive"),
        default=False,
        help_text=_("It cannot be public before its announcement at the exchange."),
    )
    exchange_announced_at = models.DateTimeField(
        _("announced at the exchange"), null=True, blank=True
    )
    announces = models.ManyToManyField(
        ChangeSet,
        related_name="announced_in",
        blank=True,
        verbose_name=_("facts that it makes public"),
        help_text=_("They become public in the same instant as the release."),
    )
    product = models.OneToOneField(
        Product,
        models.PROTECT,
        related_name="profile",
        null=True,
        blank=True,
        verbose_name=_("page of the product"),
    )
    asset = models.OneToOneField(
        Asset,
        models.PROTECT,
        related_name="profile",
        null=True,
        blank=True,
        verbose_name=_("page of the asset"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    regions = [Region(key="main", title=_("Article"))]

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["-updated_at"]
        permissions = [
            ("preview_release", _("Can preview what is not public yet")),
            ("publish_release", _("Can publish releases")),
            ("publish_emergency", _("Can publish what is not signed, in an emergency")),
            ("sign_texts", _("Can sign the texts of releases")),
            ("sign_facts", _("Can sign the facts of releases")),
            ("translate_release", _("Can change the texts of releases, nothing else")),
            ("comment_release", _("Can comment on releases")),
        ]
        constraints = [
            CheckConstraint(
                condition=Q(kind=ReleaseKind.PROFILE) | Q(product=None, asset=None),
                name="newsroom_release_profile_subject",
            )
        ]

    def __str__(self):
        return self.title or self.slug

    @cached_property
    def public_editions(self):
        """The editions that are or were public, in their order; empty before the first: 1 query."""
        started = self.editions.filter(publication__visible__startswith__lte=Now())
        return list(started.order_by("number"))

    @property
    def edition_kind(self):
        """What the next edition is: what the writers chose, where there is a choice. 1 query."""
        if not self.public_editions:
            is_old = self.originally_published_on is not None
            return EditionKind.IMPORTED if is_old else EditionKind.FIRST
        if self.kind == ReleaseKind.PROFILE and self.next_kind not in FINAL:
            return EditionKind.RENEWED
        return EditionKind(self.next_kind or EditionKind.CORRECTION)
