"""What a timeline is asked for: a question about a product, and the window of days to draw."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from henlius.history.asking.question import Question


@dataclass(frozen=True)
class Asked:
    """`question` names the product, perhaps a territory, the day of the cursor and the moment.

    The window is half-open, from `first` to `last`.
    """

    question: Question
    first: date
    last: date

    @property
    def product(self):
        return self.question.product

    def versions(self, model):
        """Versions of `model` held at the moment whose possible period meets the window."""
        begun = Q(from_earliest=None) | Q(from_earliest__lt=self.last)
        lasting = Q(valid__upper_inf=True) | Q(to_latest=None) | Q(to_latest__gt=self.first)
        return self.question.held(model).filter(begun, lasting)

    def dated(self, model, name="date"):
        """Rows of `model` held at the moment whose imprecise date `name` may lie in the window."""
        begun = Q(**{f"{name}_earliest": None}) | Q(**{f"{name}_earliest__lt": self.last})
        not_past = Q(**{f"{name}_latest": None}) | Q(**{f"{name}_latest__gte": self.first})
        return self.question.held(model).filter(begun, not_past)

    def day_in(self, zone):
        """Return the day of the cursor in the time zone `zone` (a `ZoneInfo`)."""
        return self.question.day or self.question.valid_at.astimezone(zone).date()
