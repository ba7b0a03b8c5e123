"""Rights: whose they are, to what, and in which territories."""

from django.utils.translation import gettext_lazy as _

from ledger.forms.acts import AmendForm, CorrectForm
from ledger.forms.records import RecordForm
from products.models import Jurisdiction, RightVersion

CODES = _("Codes of territories, separated by commas: CN, HK, EU.")


class TerritoriesMixin:
    """Territories are typed as codes; the register must know them."""

    def add_fields(self):
        super().add_fields()
        for name in ("territories", "excluded"):
            self.fields[name].help_text = CODES

    def clean(self):
        data = super().clean()
        for name in ("territories", "excluded"):
            data[name] = [code.strip() for code in data.get(name) or []]
            if unknown := sorted(set(data[name]) - _known(data[name])):
                self.add_error(
                    name, _("Unknown territories: %(codes)s.") % {"codes": ", ".join(unknown)}
                )
        return data


class AmendRightForm(TerritoriesMixin, AmendForm):
    pass


class CorrectRightForm(TerritoriesMixin, CorrectForm):
    pass


class RecordRightForm(TerritoriesMixin, RecordForm):
    title = _("Record a right")
    explanation = _("An organisation may develop, make or sell a medicine in these territories.")
    model = RightVersion
    identity_fields = ("product", "asset_code", "organisation", "kind")

    def clean(self):
        data = super().clean()
        if bool(data.get("product")) is bool(data.get("asset_code")):
            self.add_error("product", _("Choose a product, or give an asset code, not both."))
        return data


def _known(codes):
    return set(Jurisdiction.objects.filter(code__in=codes).values_list("code", flat=True))
