from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Newsroom")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from ledger import announcements
        from newsroom import announcing
        from newsroom.checks import blocks_have_templates
        from newsroom.profiles import texts_of
        from products import page_texts

        announcements.register(announcements.Announcer(announcing.drafts, announcing.attach))
        page_texts.register(texts_of)
        checks.register(blocks_have_templates, checks.Tags.templates)
