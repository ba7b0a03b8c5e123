from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from newsroom.models.releases import Release


class Revision(models.Model):
    """The whole working copy of a release as somebody saved it (`newsroom.snapshots`).

    `scopes` are the parts that this save changed: nobody signs what they changed themselves.
    """

    release = models.ForeignKey(Release, models.CASCADE, related_name="revisions")
    content = models.JSONField(_("working copy"))
    scopes = ArrayField(models.CharField(max_length=20), verbose_name=_("parts changed"))
    changes = models.JSONField(_("fields changed"), default=list)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("saved by")
    )
    saved_at = models.DateTimeField(_("saved at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.release_id}.{self.pk}"
