import hashlib

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, UniqueConstraint, Value
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ledger.models import ChangeSet
from ledger.phrases import with_note
from newsroom.enums import EditionKind, ReleaseKind
from newsroom.models.releases import Release
from newsroom.models.revisions import Revision
from newsroom.querysets import (
    BindingQuerySet,
    EditionQuerySet,
    EditionTextQuerySet,
    PublicationQuerySet,
)


class Edition(models.Model):
    """A frozen state of a release in its languages; a candidate until publishing numbers it.

    Its question to the register: facts in force on `as_of`, public at `public_at` together with
    the change sets `announces`, recorded up to ledger position `seq`.
    """

    release = models.ForeignKey(
        Release, models.PROTECT, related_name="editions", verbose_name=_("release")
    )
    release_kind = models.CharField(_("kind of release"), max_length=20, choices=ReleaseKind)
    number = models.PositiveIntegerField(_("number"), null=True)
    kind = models.CharField(_("kind"), max_length=20, choices=EditionKind)
    as_of = models.DateField(_("facts as of"))
    public_at = models.DateTimeField(_("facts public at"))
    seq = models.BigIntegerField(_("ledger position"))
    announces = ArrayField(models.BigIntegerField(), default=list)
    template_version = models.PositiveSmallIntegerField()
    revision = models.ForeignKey(
        Revision, models.PROTECT, related_name="+", null=True, verbose_name=_("working copy")
    )
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-pk"]
        constraints = [
            UniqueConstraint(fields=["release", "number"], name="newsroom_edition_number_once")
        ]

    def __str__(self):
        return with_note(self.release, self.number or _("candidate"))


class EditionText(models.Model):
    """An edition in one language: its address and its bytes; `sha256` is of the article in UTF-8."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="texts")
    locale = models.CharField(_("language"), max_length=12)
    dated_on = models.DateField(_("date"))
    slug = models.SlugField(_("address"), max_length=120)
    title = models.CharField(_("title"), max_length=300)
    summary = models.TextField(_("summary"))
    article = models.TextField(_("article"))
    plain = models.TextField(_("text without markup"))
    note = models.TextField(_("public note"), default="", blank=True)
    sha256 = models.CharField(max_length=64)
    images = ArrayField(models.CharField(max_length=64), default=list)
    files = ArrayField(models.CharField(max_length=64), default=list)

    objects = EditionTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of an edition")
        verbose_name_plural = _("texts of editions")
        ordering = ["edition", "locale"]
        constraints = [
            UniqueConstraint(fields=["edition", "locale"], name="newsroom_editiontext_once")
        ]
        indexes = [
            models.Index(fields=["locale", "slug"], name="newsroom_address"),
            models.Index(fields=["locale", "-dated_on", "slug"], name="newsroom_latest"),
            GinIndex(fields=["images"], name="newsroom_shown_image"),
            GinIndex(fields=["files"], name="newsroom_offered_file"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("newsroom:release-detail", args=[self.dated_on.year, self.slug])

    @property
    def is_intact(self):
        """Whether the article still is, byte for byte, what was hashed when it was frozen."""
        return hashlib.sha256(self.article.encode()).hexdigest() == self.sha256


class EditionScope(models.Model):
    """A part of an edition that people sign: a language, or `facts`, which all languages share.

    `sha256` changes exactly when what the part says changes (`newsroom.scopes`); moving the
    moment alone leaves it. `is_needed` was decided by the kind of release when it was frozen.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="scopes")
    scope = models.CharField(_("part"), max_length=20)
    sha256 = models.CharField(max_length=64)
    is_needed = models.BooleanField(_("must be signed"))

    class Meta:
        verbose_name = _("part of an edition")
        verbose_name_plural = _("parts of editions")
        ordering = ["edition", "pk"]
        constraints = [
            UniqueConstraint(fields=["edition", "scope"], name="newsroom_editionscope_once")
        ]

    def __str__(self):
        return f"{self.scope}: {self.sha256[:12]}"


class Binding(models.Model):
    """Which register row an edition shows where, the question that found it, and the value shown."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="bindings")
    locale = models.CharField(_("language"), max_length=12)
    place = models.CharField(_("place in the article"), max_length=80)
    question = models.JSONField(_("question asked"), default=dict)
    table = models.CharField(_("table"), max_length=63)
    row = models.BigIntegerField(_("row"))
    change_set = models.ForeignKey(ChangeSet, models.PROTECT, related_name="bindings")
    shown = models.TextField(_("value shown"))

    objects = BindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("binding")
        verbose_name_plural = _("bindings")
        ordering = ["edition", "locale", "pk"]
        indexes = [models.Index(fields=["table", "row"], name="newsroom_bound_row")]

    def __str__(self):
        return f"{self.place}: {self.shown}"


class Publication(models.Model):
    """When an edition is public: half-open, empty when it was taken back before its start."""

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="publication")
    release = models.ForeignKey(Release, models.PROTECT, related_name="publications")
    visible = DateTimeRangeField(_("public"))
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), db_default=Now(), editable=False)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["-pk"]
        constraints = [
            ExclusionConstraint(
                name="newsroom_publication_no_overlap",
                expressions=[
                    (
                        Func(F("release"), F("release"), Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    ("visible", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(visible__lower_inf=False), name="newsroom_publication_has_start"
            ),
        ]

    def __str__(self):
        return f"{self.edition}: {self.visible}"
