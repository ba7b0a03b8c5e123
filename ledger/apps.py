from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "ledger"
    verbose_name = _("Evidence")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from ledger import verifying
        from ledger.anchors import kept
        from ledger.proposals.verifying import check

        verifying.register(check)
        kept.register()
