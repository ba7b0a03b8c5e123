import re

from django import template
from django.urls import reverse
from django.utils.safestring import mark_safe

from newsroom.actions.emergencies import may_confirm
from newsroom.admin.editions import when_public as words_for
from newsroom.admin.impacts import decision_shown, impacts_of
from newsroom.enums import scope_name
from newsroom.models import Prose
from newsroom.moments import moment_shown
from newsroom.templatetags.newsroom import edition_html

FILE = re.compile(r'(?<=")/(images|files)/([0-9a-f]{64})[^"]*(?=")')
STAFF = {"images": "admin:newsroom_image_file", "files": "admin:newsroom_document_file"}

register = template.Library()
register.filter(scope_name)
register.filter(decision_shown)
register.filter(may_confirm)


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


@register.inclusion_tag("admin/newsroom/_impacts.html")
def release_impacts(release):
    """List the changes of facts that the editions of a release show, the open ones first."""
    return {"impacts": impacts_of(release)}


@register.filter
def edition_html_for_staff(text):
    """As `edition_html`, its pictures and files as staff get them when they are no longer public."""
    own = FILE.sub(lambda found: reverse(STAFF[found[1]], args=[found[2]]), edition_html(text))
    return mark_safe(own)  # noqa: S308  the frozen bytes, other addresses in them
