from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PipelineConfig(AppConfig):
    name = "pipeline"
    verbose_name = _("Register: pipeline")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from ledger import effects
        from ledger.intake import formats
        from pipeline.effects import KNOWN, touches
        from pipeline.intake.studies import Studies

        effects.register(touches, knows=KNOWN)
        formats.register(Studies())
