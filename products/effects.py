"""The living pages that a change touches: those of its medicines."""

from django.urls import reverse
from django.utils.translation import gettext as _

from ledger.effects import Touched, subjects, when
from ledger.phrases import with_note
from products.models import Indication, Product


def touches(change_set, opened, closed):
    """Return the page of each medicine, and its indications day by day when it is about any."""
    rows, what = [*opened, *closed], when(change_set)
    dated = {indication.authorisation.product_id for indication in subjects(rows, Indication)}
    found = []
    for product in subjects(rows, Product):
        found.append(Touched(str(product), product.get_absolute_url(), what))
        if product.pk in dated:
            title = with_note(product, _("indications day by day"))
            address = reverse("products:indication-history", args=[product.slug])
            found.append(Touched(title, address, what))
    return found
