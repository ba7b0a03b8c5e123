"""Where a release stands, derived from its publications."""

from django.db.models import DateTimeField, OuterRef, Subquery
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from newsroom.models import Publication
from newsroom.moments import moment_shown


def with_state(releases):
    """Annotate `public_since` and `scheduled_for` of a queryset of releases; no further query."""
    return releases.annotate(
        public_since=_start(visible__contains=Now()),
        scheduled_for=_start(visible__startswith__gt=Now()),
    )


def state_of(release):
    """Return the state of a release of `with_state()` in words."""
    words = []
    if release.public_since:
        words.append(_("public since %(at)s") % {"at": moment_shown(release.public_since)})
    if release.scheduled_for:
        words.append(_("scheduled for %(at)s") % {"at": moment_shown(release.scheduled_for)})
    return "; ".join(words) or _("draft")


def _start(**conditions):
    found = Publication.objects.filter(release=OuterRef("pk"), **conditions)
    starts = found.order_by("visible__startswith").values("visible__startswith")[:1]
    return Subquery(starts, output_field=DateTimeField())
