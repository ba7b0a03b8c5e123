from django.db import models
from django.utils.translation import gettext_lazy as _


class Image(models.Model):
    """A picture, decoded and encoded again on upload and named by the hash of its bytes."""

    file = models.ImageField(
        _("file"), upload_to="images/", width_field="width", height_field="height", max_length=120
    )
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = models.CharField(_("description for those who do not see it"), max_length=300)
    credit = models.CharField(_("credit"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["-pk"]

    def __str__(self):
        return self.alt or self.file.name
