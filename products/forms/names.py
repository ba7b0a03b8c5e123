"""Trade names; their language is written as a BCP 47 tag, for it stands in pages."""

from django.utils.translation import gettext_lazy as _

from ledger.forms.records import RecordForm
from products.models import TradeNameVersion

SCRIPTS = [
    ("en", _("Latin script")),
    ("zh-Hans", _("Simplified Chinese")),
    ("zh-Hant", _("Traditional Chinese")),
]


class RecordTradeNameForm(RecordForm):
    title = _("Record a trade name")
    explanation = _("A medicine is sold under this name in a territory.")
    model = TradeNameVersion
    identity_fields = ("product", "jurisdiction", "name", "language")

    def add_fields(self):
        super().add_fields()
        self.fields["language"].choices = SCRIPTS
