from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q
from django.db.models.functions import Length, Now, Trim
from django.utils.translation import gettext_lazy as _

from ledger.models import Signature
from newsroom.enums import ReleaseKind, StepKind
from newsroom.models.editions import Edition
from newsroom.models.releases import Release

models.TextField.register_lookup(Trim)
models.TextField.register_lookup(Length)


class SignatureRule(models.Model):
    """Which signatures a kind of release needs before it may be public."""

    kind = models.CharField(_("kind of release"), max_length=20, choices=ReleaseKind, unique=True)
    needs_texts = models.BooleanField(_("each language"), default=True)
    needs_facts = models.BooleanField(_("the facts"), default=True)

    class Meta:
        verbose_name = _("signature rule")
        verbose_name_plural = _("signature rules")
        ordering = ["kind"]

    def __str__(self):
        return self.get_kind_display()


class Step(models.Model):
    """One decision about a release: who, when, why. Written once; `by` is empty for the system."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="steps")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+", null=True)
    kind = models.CharField(_("step"), max_length=20, choices=StepKind)
    scope = models.CharField(_("part"), max_length=20, blank=True)
    signature = models.ForeignKey(Signature, models.PROTECT, related_name="+", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)
    reason = models.TextField(_("reason"), blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["-pk"]
        constraints = [
            CheckConstraint(condition=Q(kind__in=StepKind.values), name="newsroom_step_kind_known")
        ]

    def __str__(self):
        return self.get_kind_display()


class Comment(models.Model):
    """A remark on a block of a release, or on one of its fields; open until somebody resolves it."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="comments")
    block_type = models.CharField(max_length=40, blank=True)
    block = models.BigIntegerField(null=True, blank=True)
    field = models.CharField(max_length=40, blank=True)
    locale = models.CharField(_("language"), max_length=12, blank=True)
    text = models.TextField(_("comment"), max_length=4000)
    answers = models.ForeignKey(
        "self", models.CASCADE, related_name="answered_by", null=True, blank=True
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["pk"]
        constraints = [
            CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="newsroom_comment_resolved_by_somebody",
            )
        ]

    def __str__(self):
        return self.text[:60]


class Emergency(models.Model):
    """An edition published without its signatures: why, and who confirmed it afterwards."""

    edition = models.OneToOneField(
        Edition, models.PROTECT, primary_key=True, related_name="emergency"
    )
    reason = models.TextField(_("reason"))
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField(_("declared at"), db_default=Now(), editable=False)
    confirmation = models.OneToOneField(
        Signature, models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = _("emergency publication")
        verbose_name_plural = _("emergency publications")
        ordering = ["-declared_at"]
        constraints = [
            CheckConstraint(
                condition=Q(reason__trim__length__gte=10), name="newsroom_emergency_reason"
            )
        ]

    def __str__(self):
        return str(self.edition)
