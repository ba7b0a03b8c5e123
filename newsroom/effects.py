"""The releases that a change touches, told while it is tried: found by the act itself (Q5)."""

from collections import defaultdict

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from ledger.effects import Touched
from ledger.phrases import in_line, labelled, with_note
from newsroom.admin.affected import place_of
from newsroom.enums import StepKind
from newsroom.models import Binding, Impact, Release, Step

MOST = 50  # places told of one edition


def touches(change_set, opened, closed):
    """Return what becomes of releases: taken back, announcing, published with what is closed.

    3 queries, 4 where a published page shows something of it.
    """
    return [
        *_taken_back(change_set),
        *_announcing(change_set),
        *_published(change_set, closed),
    ]


def _taken_back(change_set):
    steps = Step.objects.filter(kind=StepKind.TAKEN_BACK, at__gte=change_set.recorded_at)
    for step in steps.select_related("release").order_by("pk"):
        what = _("Scheduled release: it would be taken back, checked and published again")
        yield _touched(step.release, str(step.release), what)


def _announcing(change_set):
    for release in Release.objects.filter(announces=change_set).order_by("pk"):
        yield _touched(release, str(release), _("Draft: it would announce this change"))


def _published(change_set, closed):
    bound = Q(pk=None)
    for row in closed:
        bound |= Q(table=row._meta.db_table, row=row.pk)
    bindings = Prefetch("edition__bindings", Binding.objects.filter(bound).order_by("pk"), "bound")
    impacts = Impact.objects.filter(change_set=change_set).select_related("edition__release")
    impacts = impacts.exclude(edition__publication__visible__isempty=True)
    for impact in impacts.prefetch_related(bindings).order_by("pk"):
        edition = impact.edition
        title = with_note(edition.release, _("edition %(number)s") % {"number": edition.number})
        yield _touched(edition.release, title, impact.get_kind_display(), _details(edition.bound))


def _details(bindings):
    """Return a line for each place in each language, with the words that stand there."""
    places = defaultdict(list)
    for binding in bindings[:MOST]:
        place = place_of(binding)
        places[in_line(place.locale, place.block)].append(f"“{place.shown}”")
    return tuple(labelled(place, in_line(*shown)) for place, shown in places.items())


def _touched(release, title, what, details=()):
    address = reverse("admin:newsroom_release_change", args=[release.pk])
    return Touched(title, address, str(what), details)
