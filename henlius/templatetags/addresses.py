"""Where the site says that it lives."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def origin(request):
    """Return the declared origin of the site, or that of the `request` where none is declared."""
    return settings.ORIGIN or f"{request.scheme}://{request.get_host()}"
