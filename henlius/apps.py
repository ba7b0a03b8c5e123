from django.apps import AppConfig


class HenliusConfig(AppConfig):
    name = "henlius"
    verbose_name = "Henlius"

    def ready(self):
        from django.contrib import admin
        from django_tasks_db.models import DBTaskResult

        from henlius import checks  # noqa: F401  registers itself, once the apps are ready

        admin.site.unregister(DBTaskResult)  # the worker's own business, and nobody's to change
