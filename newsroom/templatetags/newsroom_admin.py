from django import template
from django.utils.safestring import mark_safe

from newsroom.admin.editions import when_public as words_for
from newsroom.models import Prose
from newsroom.moments import moment_shown

register = template.Library()


@register.simple_tag
def when_public(edition):
    """Say when an edition was, is or becomes public."""
    return words_for(edition)


@register.filter
def moment(at):
    """Return an aware moment in Hong Kong time with UTC beside it."""
    return moment_shown(at)


@register.filter
def prose_html(html):
    """Return what the sanitiser of texts lets through of `html`, as markup."""
    return mark_safe(Prose._meta.get_field("body").sanitize(html))  # noqa: S308
