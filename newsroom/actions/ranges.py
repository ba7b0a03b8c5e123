"""When editions are public and facts with them: bounds in time, moved by the other actions alone."""

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q

from ledger.models import ChangeSet, Disclosure
from newsroom.models import Publication


def disclose_with(edition, release, at, promised):
    """Disclose what the edition announces; what was `promised` and it does not show hides again.

    What was undisclosed after the moment that the edition asks of stays hidden: a minor edit
    repeats an old question, and nobody decided to make it public anew.
    """
    hide(promised)
    shown = promised.intersection(edition.bindings.values_list("change_set", flat=True))
    announced = Disclosure.objects.filter(change_set__in=shown.union(edition.announces))
    announced = announced.exclude(change_set__undisclosures__at__gt=edition.public_at)
    announced.filter(Q(at=None) | Q(at__gt=at)).update(at=at, reference=f"release:{release.slug}")


def hide(seqs):
    """Hide `seqs` again, each until the next scheduled release that announces it, if any."""
    hidden = Disclosure.objects.filter(change_set__in=seqs)
    hidden.update(at=None, reference="")
    if not seqs:
        return
    ahead = Publication.objects.scheduled().select_related("edition", "release")
    for publication in ahead.order_by("-visible__startswith"):
        together = ChangeSet.objects.with_mends(publication.edition.announces)
        hidden.filter(change_set__in=together).update(
            at=publication.visible.lower, reference=f"release:{publication.release.slug}"
        )


def database_now():
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def empty_scheduled(release):
    """Empty the publications that lie ahead; return the seqs that they were to disclose."""
    now = database_now()
    scheduled = release.publications.filter(visible__startswith__gt=now)
    announces = [seq for p in scheduled.select_related("edition") for seq in p.edition.announces]
    scheduled.update(visible=DateTimeTZRange(empty=True))
    with_mends = ChangeSet.objects.with_mends(announces).filter(disclosure__at__gt=now)
    return set(with_mends.values_list("seq", flat=True))


def bound(release, at=None):
    """Let each publication that has not ended end where the next one starts, the last at `at`."""
    public = [p for p in release.publications.all() if not p.visible.isempty]
    starts = [p.visible.lower for p in public] + ([at] if at else [])
    for publication in public:
        later = [start for start in starts if start > publication.visible.lower]
        end = min(later, default=None)
        if publication.visible.upper is None or publication.visible.upper > database_now():
            publication.visible = DateTimeTZRange(publication.visible.lower, end)
            publication.save(update_fields=["visible"])
