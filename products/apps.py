from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProductsConfig(AppConfig):
    name = "products"
    verbose_name = _("Register: products")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from ledger import checks
        from products.checks import indications_inside_authorisation
        from products.procedures import steps_follow

        checks.register(indications_inside_authorisation)
        checks.register(steps_follow)
