from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from ledger.admin import history
from ledger.enums import Precision
from ledger.phrases import with_note
from newsroom.moments import moment_shown

register = template.Library()
register.filter("moment", moment_shown)


@register.filter
def stated(date):
    """Show an `ImpreciseDate` as fine as it is stored, with both bounds where it is no exact day."""
    words = history.stated(date)
    if date.precision in (Precision.DAY, Precision.BOUNDED):
        return words
    bounds = {"first": date.earliest.isoformat(), "last": date.latest.isoformat()}
    return with_note(words, _("%(first)s to %(last)s") % bounds)


@register.filter
def record_url(key):
    """Return the address of the record `products.indicationversion:12`."""
    label, _colon, pk = key.partition(":")
    return reverse("admin:history_record", args=[label, pk])
