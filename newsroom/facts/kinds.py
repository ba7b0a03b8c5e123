"""The one registry of facts that may stand in a sentence."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from newsroom.facts import approvals, figures, names, programmes, rights, wordings
from newsroom.facts.keys import Key
from newsroom.facts.values import Value


@dataclass(frozen=True)
class Kind:
    """`resolve(shown, subjects)` returns the facts in force at the moment about `subjects`, or all.

    What it returns is `{Key: Value}`, with a number of queries that does not depend on how many.
    """

    label: str
    definition: str
    resolve: Callable[..., dict[Key, Value]]


KINDS = {
    "trade-name": Kind(
        _("trade name"),
        _("The name in use in the territory on the day; several are listed."),
        names.trade_names,
    ),
    "inn": Kind(
        _("INN"),
        _("The international nonproprietary name, in English with its salt."),
        names.inns,
    ),
    "indication": Kind(
        _("wording of an indication"),
        _("The wording in force in the territory on the day, or its translation."),
        wordings.indications,
    ),
    "approval-date": Kind(
        _("date of approval"),
        _("The day of the first approval in the territory, no finer than its source."),
        approvals.dates,
    ),
    "approval-authority": Kind(
        _("approving authority"),
        _("Who gave the first approval in the territory, by its name on that day."),
        approvals.authorities,
    ),
    "territories": Kind(
        _("number of territories with approval"),
        _(
            "Territories with a marketing authorisation in force on the day, counted in the "
            "register; the European Union counts once."
        ),
        approvals.territories,
    ),
    "company-figure": Kind(
        _("company figure"),
        _("The newest figure that the company has stated about itself."),
        figures.company_figures,
    ),
    "stage": Kind(
        _("stage of a programme"), _("The stage in force on the day."), programmes.stages
    ),
    "owner": Kind(_("owner"), _("Who owns the product or asset on the day."), rights.owners),
    "commercialiser": Kind(
        _("commercialising company"),
        _("Who brings the product to market in the territory on the day."),
        rights.commercialisers,
    ),
    "filing": Kind(
        _("filing status"),
        _("Under review, or what was decided last in the territory."),
        approvals.filings,
    ),
}


def values_of(shown, keys):
    """Return `{Key: Value}` for those of `keys` that hold at the moment of `shown`.

    Speaks the active language, which is that of `shown`. Queries: those of each kind among `keys`,
    however many there are of it.
    """
    found = {}
    for name in {key.kind for key in keys} & KINDS.keys():
        subjects = {key.subject for key in keys if key.kind == name}
        found |= KINDS[name].resolve(shown, subjects)
    return {key: found[key] for key in keys if key in found}
