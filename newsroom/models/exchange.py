from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from newsroom.enums import ExchangeDay


class ExchangeWindow(models.Model):
    """When the exchange publishes announcements, in Hong Kong time; `source` says who says so."""

    day = models.CharField(_("kind of day"), max_length=20, choices=ExchangeDay)
    opens = models.TimeField(_("from"))
    closes = models.TimeField(_("until"))
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        verbose_name = _("publication window of the exchange")
        verbose_name_plural = _("publication windows of the exchange")
        ordering = ["day", "opens"]
        constraints = [
            CheckConstraint(
                condition=Q(closes__gt=F("opens")), name="newsroom_exchangewindow_forward"
            )
        ]

    def __str__(self):
        return f"{self.get_day_display()}: {self.opens:%H:%M}–{self.closes:%H:%M}"


class ExchangeHoliday(models.Model):
    """A day, not a Saturday or Sunday, on which the exchange does no business."""

    day = models.DateField(_("day"), unique=True)
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("holiday of the exchange")
        verbose_name_plural = _("holidays of the exchange")
        ordering = ["-day"]

    def __str__(self):
        return f"{self.day}: {self.name}"
