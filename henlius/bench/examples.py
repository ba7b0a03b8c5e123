"""What the answers of the workspace are asked about: the heaviest examples that a register holds."""

from dataclasses import dataclass

from django.db.models import Count

from ledger.models import ChangeSet
from newsroom.models import Binding, EditionText
from products.models import Indication, IndicationVersion, Product

WORDINGS = IndicationVersion._meta.db_table


@dataclass(frozen=True)
class Examples:
    """`product` has the most authorisations; `wording` is bound by the most editions."""

    product: Product
    indication: Indication
    wording: IndicationVersion
    open_wording: IndicationVersion
    newest: ChangeSet
    halfway: ChangeSet
    largest: ChangeSet
    text: EditionText

    @property
    def territory(self):
        return self.indication.authorisation.jurisdiction

    @property
    def concept(self):
        return self.indication.concept


def examples():
    """Look for them. 8 queries, some of which read whole tables."""
    wording = _most_bound()
    newest = ChangeSet.objects.latest("seq")
    open_rows = IndicationVersion.objects.current().order_by("pk")
    return Examples(
        product=_most(Product, "authorisations"),
        indication=wording.indication,
        wording=wording,
        open_wording=open_rows.filter(indication=wording.indication).last() or open_rows.last(),
        newest=newest,
        halfway=ChangeSet.objects.get(seq=(newest.seq + 1) // 2),
        largest=_largest(),
        text=EditionText.objects.visible().news().order_by("-pk").first(),
    )


def _most(model, related):
    return model.objects.annotate(most=Count(related)).order_by("-most", "pk").first()


def _most_bound():
    bound = Binding.objects.filter(table=WORDINGS).values("row").annotate(most=Count("pk"))
    most = bound.order_by("-most", "row").first()
    path = ("indication__authorisation__jurisdiction", "indication__concept")
    wordings = IndicationVersion.objects.select_related(*path).order_by("pk")
    return wordings.get(pk=most["row"]) if most else wordings.first()


def _largest():
    """The change set that opened the most wordings."""
    opened = IndicationVersion.objects.values("opened_by").annotate(most=Count("pk"))
    return ChangeSet.objects.get(pk=opened.order_by("-most", "opened_by").first()["opened_by"])
