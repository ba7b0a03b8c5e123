"""What public pages take from their request: the day asked about, the frame around the page."""

import re
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import translate_url
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
YEARS = range(1900, 2200)  # those that the register can hold, see `ledger.dates`


@dataclass(frozen=True)
class DayAsked:
    """What was typed as `as_of`, and the `day` that it means or the `error` that it is.

    When nothing was asked there is neither: the page is about today, in each jurisdiction.
    """

    typed: str = ""
    day: date | None = None
    error: str = ""

    @property
    def is_ahead(self):
        """The day is after today in Hong Kong, so the register may still change for it."""
        return self.day is not None and self.day > timezone.localdate()


def day_asked(query):
    """Return the `DayAsked` by the parameter `as_of` of a `QueryDict`."""
    answers = query.getlist("as_of")
    if not answers:
        return DayAsked()
    typed = answers[-1]
    if len(answers) > 1:
        return DayAsked(typed, error=_("The address asks for several days. Choose one of them."))
    if not typed:
        return DayAsked(typed, error=_("Enter a day, for example 2025-09-17."))
    day = _day(typed)
    if day is None:
        error = _("This is not a day that can be looked up. Enter one such as 2025-09-17.")
        return DayAsked(typed, error=error)
    return DayAsked(typed, day)


def origin(request):
    """Return the declared origin of the site, or that of the `request` where none is declared."""
    return settings.ORIGIN or f"{request.scheme}://{request.get_host()}"


def frame(request, section, day=None):
    """Return the context of `base.html` for a page that exists in every language.

    A change of language keeps the `day` asked about, and nothing else of the query.
    """
    address = f"{request.path}?as_of={day.isoformat()}" if day else request.path
    alternates = [
        {
            "code": code,
            "label": get_language_info(code)["name_local"],
            "url": translate_url(address, code),
        }
        for code, _name in settings.LANGUAGES
    ]
    return {"section": section, "alternates": alternates}


def _day(typed):
    try:
        day = date.fromisoformat(typed) if DAY.fullmatch(typed) else None
    except ValueError:
        return None
    return day if day and day.year in YEARS else None
