from django.contrib.admin.apps import AdminConfig


class HenliusAdminConfig(AdminConfig):
    """Django's admin with our site, which every `@admin.register` then writes to."""

    default_site = "henlius.admin_site.HenliusAdminSite"
