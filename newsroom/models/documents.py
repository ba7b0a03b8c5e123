from django.db import models
from django.utils.translation import gettext_lazy as _


class Document(models.Model):
    """A PDF for readers, read and written again on upload and named by the hash of its bytes."""

    file = models.FileField(_("file"), upload_to="documents/", max_length=120)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    size_bytes = models.PositiveIntegerField(editable=False)
    pages = models.PositiveIntegerField(_("pages"), editable=False)
    name = models.SlugField(
        _("name of the file"), max_length=80, help_text=_("Readers save it under this name.")
    )
    title = models.CharField(_("title"), max_length=200)

    class Meta:
        verbose_name = _("file for download")
        verbose_name_plural = _("files for download")
        ordering = ["-pk"]

    def __str__(self):
        return self.title or self.name
