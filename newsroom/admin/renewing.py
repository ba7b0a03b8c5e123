"""What follows from a save: the revision that is kept, and the review that is renewed."""

from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from ledger.phrases import listed
from newsroom.actions import renew_review
from newsroom.enums import StepKind, scope_name
from newsroom.models import Step
from newsroom.sharing import renew_showing
from newsroom.states import is_under_review


class RenewsReview:
    """A `ModelAdmin` of releases: each save is kept, and voids what it changes."""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        renew(request, form.instance)


class RenewsReviews:
    """A `ModelAdmin` of records that releases show: a save counts for each of them."""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if change:
            for release, edition in renew_showing(form.instance, by=request.user):
                _tell(request, release, edition)


def renew(request, release):
    """Keep what was saved as a revision, renew the review, and say what became of it."""
    was_reviewed = is_under_review(release)
    edition = renew_review(release, by=request.user)
    if was_reviewed:
        _tell(request, release, edition)


def _tell(request, release, edition):
    if edition is None:
        _tell_returned(request, release)
        return
    steps = Step.objects.filter(edition=edition, kind=StepKind.VOIDED)
    if parts := listed(scope_name(step.scope) for step in steps):
        text = _(
            "%(release)s: signatures no longer hold for %(parts)s, which say something else now."
        ) % {"release": release, "parts": parts}
        messages.warning(request, format_html("{} {}", text, _comparison(release, edition)))


def _tell_returned(request, release):
    step = release.steps.select_related("edition").first()
    if step.kind == StepKind.RETURNED and not is_under_review(release):
        text = _("%(release)s is no longer under review: %(reason)s") % {
            "release": release,
            "reason": step.reason,
        }
        messages.warning(request, text)


def _comparison(release, edition):
    """Return a link to what the candidate says differently from the one before it."""
    before = release.editions.filter(pk__lt=edition.pk).values_list("pk", flat=True).first()
    address = reverse("admin:newsroom_release_compare", args=[release.pk])
    query = urlencode({"from": before, "to": edition.pk})
    return format_html('<a href="{}?{}">{}</a>', address, query, _("See what changed."))
