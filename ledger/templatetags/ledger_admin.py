from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import pgettext

from ledger.admin.history import disclosed
from ledger.intake.formats import format_of
from ledger.models import Intake
from ledger.people import called
from ledger.phrases import in_line

register = template.Library()


@register.simple_tag
def change_set_line(change_set):
    """Say who recorded a change set, when and why, and from when it is public."""
    address = reverse("admin:ledger_changeset_change", args=[change_set.pk])
    recorded_at = timezone.localtime(change_set.recorded_at)
    return format_html(
        pgettext(
            "who recorded a change set, when and why", "{change_set}, {person}, {at}: {reason}"
        )
        + ' <span class="disclosure">{disclosed}</span>',
        change_set=format_html('<a href="{}">{}</a>', address, change_set),
        person=called(change_set.actor),
        at=format_html("<time>{}</time>", recorded_at.strftime("%Y-%m-%d %H:%M")),
        reason=change_set.reason or "–",
        disclosed=disclosed(change_set),
    )


@register.simple_tag
def intake_line(proposal):
    """Say which row of which file a proposal came out of, leading to its report. 1 query."""
    _kind, key, number = proposal.origin.split(":")
    intake = Intake.objects.get(pk=key)
    place = in_line(intake.name, f"{format_of(intake).place} {number}")
    return format_html(
        '<a href="{}">{}</a>', reverse("admin:history_intake_report", args=[key]), place
    )


@register.filter
def described(source):
    """Say what kind of document a source is, how far it is to be trusted and from which day."""
    dated_on = [source.dated_on.isoformat()] if source.dated_on else []
    parts = in_line(source.get_kind_display(), source.get_confidence_display(), *dated_on)
    return pgettext("in brackets", "(%(text)s)") % {"text": parts}


register.filter("person", called)
