from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Newsroom")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.core import checks

        from ledger import announcements, effects, showing, verifying, watches
        from ledger import checks as commit_checks
        from ledger.anchors import frozen
        from newsroom import anchoring, announcing, impact, recalling
        from newsroom import verifying as editions
        from newsroom.checks import blocks_have_templates
        from newsroom.effects import touches
        from newsroom.profiles import texts_of
        from products import page_texts

        announcements.register(
            announcements.Announcer(announcing.drafts, announcing.attach, announcing.taken_back)
        )
        commit_checks.register(announcing.follow)
        commit_checks.register(impact.find)
        showing.register(showing.Showing(impact.pages_showing, impact.undisclosed))
        watches.register(recalling.recalling)
        page_texts.register(texts_of)
        effects.register(touches)
        verifying.register(editions.check)
        frozen.register(editions.hashes)
        anchoring.register()
        checks.register(blocks_have_templates, checks.Tags.templates)
