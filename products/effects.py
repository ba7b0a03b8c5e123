"""The living pages that show a row of the register: of which medicines, and which lists."""

from django.urls import reverse
from django.utils.translation import gettext as _

from ledger.effects import Touched, showing, when
from ledger.phrases import with_note
from products import models
from products.models import Product

# From a medicine to the rows that its own page shows.
ON_PAGE = {
    models.AuthorisationVersion: ("authorisations__versions",),
    models.AuthorityName: ("authorisations__authority__names", "events__authority__names"),
    models.EventIndication: ("authorisations__indications__links",),
    models.ExpectedDecision: ("procedures__expectations",),
    models.IndicationVersion: ("authorisations__indications__versions",),
    models.PresentationVersion: ("authorisations__presentations__versions",),
    models.Procedure: ("procedures",),
    models.ProductFacts: ("facts",),
    models.RegulatoryEvent: ("events",),
    models.RightVersion: ("rights__versions",),
    models.TradeNameVersion: ("trade_names__versions",),
}
DAY_BY_DAY = (models.AuthorisationVersion, models.IndicationVersion, models.TradeNameVersion)
ON_CARDS = (models.AuthorisationVersion, models.ProductFacts, models.TradeNameVersion)

# Only the staff reads these, and releases, which say themselves what they show.
ON_NO_PAGE = (
    models.CompanyFigure,
    models.Lineage,
    models.ListingVersion,
    models.MembershipVersion,
    models.ObligationVersion,
)
KNOWN = (*ON_PAGE, *ON_NO_PAGE)


def touches(change_set, opened, closed):
    """Return the pages of each medicine that show any of it, and the lists of medicines that do.

    3 queries at most.
    """
    rows, what = [*opened, *closed], when(change_set)
    dated = set(_products(rows, DAY_BY_DAY))
    found = []
    for product in _products(rows, ON_PAGE):
        found.append(Touched(str(product), product.get_absolute_url(), what))
        if product in dated:
            title = with_note(product, _("indications day by day"))
            address = reverse("products:indication-history", args=[product.slug])
            found.append(Touched(title, address, what))
    return [*found, *_lists(tuple(map(str, _products(rows, ON_CARDS))), what)]


def _products(rows, shown):
    return showing(Product.objects.all(), rows, {model: ON_PAGE[model] for model in shown})


def _lists(names, what):
    """The two pages that show medicines as cards."""
    if names:
        yield Touched(_("Products"), reverse("products:product-list"), what, names)
        yield Touched(_("Home page"), reverse("home"), what, names)
