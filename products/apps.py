from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProductsConfig(AppConfig):
    name = "products"
    verbose_name = _("Register: products")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from ledger import checks, effects
        from ledger.anchors import rows
        from ledger.intake import formats
        from products.checks import indications_inside_authorisation, only_approvals_open_wordings
        from products.effects import KNOWN, touches
        from products.intake.openfda import DrugsAtFda
        from products.intake.spreadsheets import Spreadsheet
        from products.models import IndicationTranslation
        from products.procedures import steps_follow

        checks.register(indications_inside_authorisation)
        checks.register(steps_follow)
        checks.register(only_approvals_open_wordings)
        formats.register(Spreadsheet())
        formats.register(DrugsAtFda())
        effects.register(touches, knows=KNOWN)
        rows.keep(IndicationTranslation)
