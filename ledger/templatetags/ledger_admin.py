from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from ledger.admin.history import disclosed

register = template.Library()


@register.simple_tag
def change_set_line(change_set):
    """Say who recorded a change set, when and why, and from when it is public."""
    return format_html(
        '<a href="{}">{}</a>, {}, <time>{}</time>: {} <span class="disclosure">{}</span>',
        reverse("admin:ledger_changeset_change", args=[change_set.pk]),
        change_set,
        change_set.actor.get_full_name() or change_set.actor,
        timezone.localtime(change_set.recorded_at).strftime("%Y-%m-%d %H:%M"),
        change_set.reason or "–",
        disclosed(change_set),
    )
