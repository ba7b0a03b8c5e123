from django.apps import AppConfig


class HenliusConfig(AppConfig):
    name = "henlius"
    verbose_name = "Henlius"

    def ready(self):
        from henlius import checks  # noqa: F401  registers itself, once the apps are ready
