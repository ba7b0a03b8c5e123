from django.conf import settings
from django.db import models
from django.db.models import UniqueConstraint
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from newsroom.enums import NoticeKind
from newsroom.models.releases import Release


class Notice(models.Model):
    """What somebody is told once: in their queue until it is done, and by one e-mail.

    `about` names the occasion (`edition:12`); the words are made when it is read, in the
    reader's language.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(_("kind"), max_length=20, choices=NoticeKind)
    release = models.ForeignKey(Release, models.CASCADE, related_name="notices")
    about = models.CharField(max_length=80)
    details = models.JSONField(default=dict)
    created_at = models.DateTimeField(_("created"), db_default=Now(), editable=False)
    sent_at = models.DateTimeField(_("e-mail sent"), null=True)
    done_at = models.DateTimeField(_("done"), null=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-pk"]
        constraints = [
            UniqueConstraint(fields=["recipient", "kind", "about"], name="newsroom_notice_once")
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.release}"
