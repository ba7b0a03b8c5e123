import hashlib

from django.conf import settings
from django.db import models
from django.db.models import UniqueConstraint
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from newsroom.models.releases import Release


class WordImport(models.Model):
    """Texts from Word brought to a release together, one a language; blocks once `placed_at`.

    `outcome` keeps what placing found, for later readers: `blocks` (int), `facts` (int) and `left`,
    a list of dicts (locale, kind, text, place) of what became no block.
    """

    release = models.ForeignKey(Release, models.CASCADE, related_name="word_imports")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("brought by")
    )
    made_at = models.DateTimeField(_("brought at"), db_default=Now(), editable=False)
    placed_at = models.DateTimeField(_("placed at"), null=True)
    outcome = models.JSONField(_("outcome"), default=dict)

    class Meta:
        verbose_name = _("import from Word")
        verbose_name_plural = _("imports from Word")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.release}: {self.made_at:%Y-%m-%d %H:%M}"


class WordFile(models.Model):
    """A Word file, or what Word put on the clipboard, as it was received: kept beside the media."""

    word_import = models.ForeignKey(WordImport, models.CASCADE, related_name="files")
    locale = models.CharField(_("language"), max_length=12, choices=settings.LANGUAGES)
    name = models.CharField(_("name"), max_length=200)
    is_pasted = models.BooleanField(_("pasted"), default=False)
    sha256 = models.CharField(max_length=64, editable=False)
    content = models.BinaryField(_("content"))

    class Meta:
        verbose_name = _("file from Word")
        verbose_name_plural = _("files from Word")
        ordering = ["word_import", "locale"]
        constraints = [
            UniqueConstraint(fields=["word_import", "locale"], name="newsroom_wordfile_once")
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.sha256 = hashlib.sha256(self.content).hexdigest()
        super().save(*args, **kwargs)
