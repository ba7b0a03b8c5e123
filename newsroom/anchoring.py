"""What the newsroom fixes for ever besides its texts: editions, what they rest on, when they were public."""

from django.db.models import Q
from django.db.models.functions import Now

from ledger.anchors.rows import keep
from newsroom.models import Binding, Edition, Publication

STARTED = ("edition_id", "edition__number", "release_id", "visible__startswith")
STARTED += ("published_by_id", "decided_at")


def register():
    """Anchor editions, the bindings of the numbered ones, and the bounds of publications gone by."""
    keep(Edition, apart=("number",))
    keep(Binding, group="edition", fixed=Q(edition__number__isnull=False))
    keep(Publication, columns=STARTED, fixed=Q(visible__startswith__lte=Now()))
    keep(
        Publication,
        columns=("visible__endswith",),
        part="ended",
        fixed=Q(visible__endswith__lte=Now()),
    )
