from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger.fields import no_overlap
from ledger.models import Version
from products.enums import AuthorityRole, JurisdictionKind


class Jurisdiction(models.Model):
    """A territory with its own authorisation, or a group of territories that a contract names.

    `code` is ISO 3166-1 alpha-2, our own `EU`, or the group's name (ASEAN-10). `time_zone` is
    the IANA zone in which its days are counted.
    """

    code = models.CharField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=JurisdictionKind)
    time_zone = models.CharField(_("time zone"), max_length=40, default="Asia/Shanghai")

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        ordering = ["code"]

    def __str__(self):
        return self.name or self.name_en or self.code


class Authority(models.Model):
    """A body that decides, assesses, inspects or reimburses; its names change over time."""

    code = models.CharField(_("code"), max_length=60, unique=True)
    jurisdiction = models.ForeignKey(
        Jurisdiction,
        models.PROTECT,
        related_name="authorities",
        null=True,
        blank=True,
        verbose_name=_("territory"),
    )
    role = models.CharField(_("role"), max_length=12, choices=AuthorityRole)

    class Meta:
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")
        ordering = ["code"]

    def __str__(self):
        return self.code


class AuthorityName(Version):
    """What an authority is called in a period: a name belongs to the day of the act (ADV-21)."""

    authority = models.ForeignKey(
        Authority, models.PROTECT, related_name="names", verbose_name=_("authority")
    )
    acronym = models.CharField(_("acronym"), max_length=60)
    name_english = models.CharField(_("name in English"), max_length=200)
    name_chinese = models.CharField(_("name in Chinese"), max_length=200, null=True, blank=True)

    identity = "authority"

    class Meta(Version.Meta):
        verbose_name = _("name of an authority")
        verbose_name_plural = _("names of authorities")
        constraints = [*Version.Meta.constraints, no_overlap("authority")]

    def __str__(self):
        return self.acronym


class Organisation(models.Model):
    key = models.SlugField(_("key"), unique=True, max_length=60)
    name = models.CharField(_("legal name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=100, null=True, blank=True)
    aliases = ArrayField(
        models.CharField(max_length=200), verbose_name=_("other names"), default=list, blank=True
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="members",
        null=True,
        blank=True,
        verbose_name=_("member of"),
    )
    listings = models.JSONField(_("stock listings"), default=list, blank=True)
    note = models.TextField(_("internal note"), blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["key"]

    def __str__(self):
        return self.short_name or self.name or self.short_name_en or self.name_en or self.key
