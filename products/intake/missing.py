"""What the register holds on a day and a file does not name."""

from django.utils.translation import gettext_lazy as _

from products.enums import TERMINAL
from products.models import (
    AuthorisationVersion,
    Indication,
    IndicationVersion,
    PresentationVersion,
    TradeNameVersion,
)


def only_ours(intake):
    """Return `[(heading, queryset of rows)]` in force on `intake.day` that no item of it names.

    Strengths and trade names only when the file states some. What the file itself brought into
    the register counts as named.
    """
    named = {
        part: _named(intake, part)
        for part in ("wording", "authorisation", "strength", "trade-name")
    }
    licensed = Indication.objects.filter(pk__in=named["wording"]).values("authorisation")
    licences = _open(AuthorisationVersion, intake).exclude(status__in=TERMINAL)
    licences = licences.exclude(authorisation__in=named["authorisation"])
    found = [
        (_("Wordings"), _open(IndicationVersion, intake).exclude(indication__in=named["wording"])),
        (_("Authorisations"), licences.exclude(authorisation__in=licensed)),
    ]
    for heading, part, model, identity in (
        (_("Strengths"), "strength", PresentationVersion, "presentation"),
        (_("Trade names"), "trade-name", TradeNameVersion, "trade_name"),
    ):
        if intake.items.filter(part=part).exists():
            rows = _open(model, intake).exclude(**{f"{identity}__in": named[part]})
            found.append((heading, rows))
    return [(heading, _with_subject(rows)) for heading, rows in found]


def _named(intake, part):
    return intake.items.filter(part=part, identity__isnull=False).values("identity")


def _open(model, intake):
    brought = f"intake:{intake.pk}:"
    rows = model.objects.known(day=intake.day)
    return rows.exclude(opened_by__proposal__origin__startswith=brought)


def _with_subject(rows):
    """Fetch what a row is of, for its words: one query for all."""
    identity = rows.model.identity
    deeper = {
        "indication": ["concept", "authorisation__product", "authorisation__jurisdiction"],
        "authorisation": ["product", "jurisdiction"],
        "presentation": ["authorisation__product", "authorisation__jurisdiction"],
        "trade_name": ["product", "jurisdiction"],
    }[identity]
    return rows.select_related(*(f"{identity}__{path}" for path in deeper)).order_by("pk")
