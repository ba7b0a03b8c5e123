"""The pages that show the pipeline, when a change is about what stands on them."""

from django.urls import reverse
from django.utils.translation import gettext as _

from ledger.effects import Touched, showing, when
from pipeline.models import Asset, AssetFacts, Milestone, ProgrammeStage, Trial
from products.models import ProductFacts, TradeNameVersion

# From an asset to the rows that the pipeline page shows; the home page counts its stages.
IN_PIPELINE = {
    AssetFacts: ("facts",),
    ProductFacts: ("products__facts",),
    ProgrammeStage: ("programmes__stages",),
    TradeNameVersion: ("products__trade_names__versions",),
}
COUNTED = (AssetFacts, ProgrammeStage)
ON_NO_PAGE = (Milestone, Trial)
KNOWN = (*COUNTED, *ON_NO_PAGE)


def touches(change_set, opened, closed):
    """Return the pages that show any of it, with the codes of its assets. 2 queries at most."""
    rows, what = [*opened, *closed], when(change_set)
    shown, counted = _codes(rows, IN_PIPELINE), _codes(rows, COUNTED)
    found = []
    if shown:
        found.append(Touched(_("Pipeline"), reverse("pipeline:pipeline"), what, shown))
    if counted:
        found.append(Touched(_("Home page"), reverse("home"), what, counted))
    return found


def _codes(rows, shown):
    paths = {model: IN_PIPELINE[model] for model in shown}
    return tuple(asset.code for asset in showing(Asset.objects.all(), rows, paths))
