"""What an export is asked for: a product, a period, and how the register stood."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from henlius.history.asking.moments import DayField, KnownField, head
from products.models import Product


@dataclass(frozen=True)
class Scope:
    """`product` from `start` until `until` (dates, inclusive; None: without limit), as known at `seq`.

    `at` (aware) is the instant of the export: what is public is said as of it, and
    nothing written after it counts, so that every format of one export says the same.
    """

    product: Product
    start: date | None
    until: date | None
    seq: int
    at: datetime

    @property
    def query(self):
        """The query string that asks for exactly this again."""
        asked = {
            "product": self.product.slug,
            "start": self.start and self.start.isoformat(),
            "until": self.until and self.until.isoformat(),
            "seq": self.seq,
            "at": self.at.isoformat(),
        }
        return urlencode({name: value for name, value in asked.items() if value is not None})


class ExportForm(forms.Form):
    """Reads a `Scope` from a query string; without `seq` and `at` it is the register of now."""

    product = forms.ModelChoiceField(
        Product.objects.all(), label=_("Product"), to_field_name="slug", empty_label=_("Choose one")
    )
    start = DayField(
        label=pgettext_lazy("a period", "From"),
        required=False,
        help_text=_("Empty: from the first record on."),
    )
    until = DayField(
        label=_("Until"),
        required=False,
        help_text=_("This day included. Empty: up to what lies ahead."),
    )
    seq = KnownField(
        label=_("As known at"),
        required=False,
        help_text=_("A ledger position or a moment. Empty: as known now."),
    )
    at = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_seq(self):
        if known := self.cleaned_data["seq"]:
            return known[0]
        newest = head()
        return newest.seq if newest else 0

    def clean_at(self):
        now = timezone.now()
        try:
            at = datetime.fromisoformat(self.cleaned_data["at"]) if self.cleaned_data["at"] else now
        except ValueError:
            at = None
        if at is None or timezone.is_naive(at) or at > timezone.now():
            raise ValidationError(_("This is no moment gone by. Ask for the export again."))
        return at.astimezone(UTC)

    def clean(self):
        start, until = self.cleaned_data.get("start"), self.cleaned_data.get("until")
        if start and until and until < start:
            self.add_error("until", _("The period ends before it begins. Enter a later day."))

    def scope(self):
        """Return the `Scope` of a valid form."""
        return Scope(**self.cleaned_data)
