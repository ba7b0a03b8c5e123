"""What may be typed for a timeline, and the `Asked` that it means."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import DateField, Min, OuterRef, Subquery
from django.db.models.functions import Coalesce, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from henlius.history.asking.forms import QuestionForm
from henlius.history.asking.moments import TypedField
from henlius.history.timeline.asked import Asked
from ledger.dates import ImpreciseDate
from ledger.errors import ImpreciseDateError
from products.models import AuthorisationVersion, IndicationVersion, Product, RegulatoryEvent

EDGE_UNREADABLE = _("This is neither a year nor a day. Enter one such as 2018 or 2018-05-01.")

FROM = pgettext_lazy("the first year of a drawing", "From")
UNTIL = pgettext_lazy("the last year of a drawing", "Until")
EDGE = {"required": False, "max_length": 40}


class EdgeField(TypedField):
    """Reads an edge of the window: a year, a month or a day; the value is an `ImpreciseDate`."""

    def read(self, typed):
        try:
            read = ImpreciseDate.parse(typed)
        except ImpreciseDateError as error:
            raise ValidationError(EDGE_UNREADABLE) from error
        if not (read.earliest and read.latest):
            raise ValidationError(EDGE_UNREADABLE)
        return read


class TimelineForm(QuestionForm):
    """A question about one product, with the years to draw; both edges are drawn."""

    left_out = ("kind", "authority", "concept")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["from"] = EdgeField(label=FROM, help_text=_("Empty: the first fact."), **EDGE)
        self.fields["until"] = EdgeField(label=UNTIL, help_text=_("Empty: next year."), **EDGE)
        self.order_fields(["product", "jurisdiction", "from", "until"])
        self.fields["product"].required = True
        self.fields["product"].error_messages["required"] = _("Choose a product.")
        self.fields["day"].label = _("Day cursor")
        self.fields["jurisdiction"].empty_label = _("all")

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("from"), cleaned.get("until")
        if first and last and first.earliest > last.latest:
            self.add_error("until", _("The years end before they begin. Exchange or empty them."))
        return cleaned

    def asked(self):
        """Return the `Asked` of a valid form. 1 query when it does not say from when to draw."""
        question, first, last = (
            self.question(),
            self.cleaned_data["from"],
            self.cleaned_data["until"],
        )
        end = last.latest + timedelta(days=1) if last else date(timezone.localdate().year + 2, 1, 1)
        begin = first.earliest if first else min(_first_year(question.product), _year_before(end))
        return Asked(question, begin, max(end, begin + timedelta(days=1)))


def _year_before(day):
    return date(day.year - 1, 1, 1)


def _first_year(product):
    """Return 1 January of the first year with a wording, an authorisation or an event."""
    found = Product.objects.filter(pk=product.pk).values_list(
        Least(
            _earliest(IndicationVersion, "indication__authorisation__product", "from_earliest"),
            _earliest(AuthorisationVersion, "authorisation__product", "from_earliest"),
            _earliest(RegulatoryEvent, "product", "date_earliest", "date_latest"),
        )
    )
    first = found.get()[0] or timezone.localdate()
    return date(first.year, 1, 1)


def _earliest(model, to_product, *columns):
    """The first day at the moment of asking or ever: the axis stands still while that moves."""
    rows = model.objects.filter(**{to_product: OuterRef("pk")}).order_by().values(to_product)
    known = Coalesce(*columns) if len(columns) > 1 else columns[0]
    return Subquery(rows.annotate(n=Min(known)).values("n"), output_field=DateField())
