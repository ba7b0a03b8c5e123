"""System checks of the whole project, shown by `manage.py check`."""

from django.conf import settings
from django.core.checks import Warning as CheckWarning
from django.core.checks import register


@register
def two_database_roles(app_configs, **kwargs):
    """INV-12: the role that serves must not be the role that owns the tables."""
    if settings.DATABASE_URL != settings.DATABASE_OWNER_URL:
        return []
    return [
        CheckWarning(
            "The site is served by the role that owns the tables, so INV-12 does not hold.",
            hint="Set DATABASE_OWNER_URL to the owner and DATABASE_URL to henlius_app.",
            id="henlius.W001",
        )
    ]
