"""A scheduled release taken back before its moment, by somebody or because a fact changed."""

from django.db import IntegrityError, transaction

from ledger.actions import explained, hold
from ledger.watches import watched
from newsroom.actions.ranges import bound, empty_scheduled, hide
from newsroom.enums import NoticeKind, StepKind
from newsroom.models import Release, Step
from newsroom.notices import tell
from newsroom.people import people_of, signers_of


@transaction.atomic
def take_back(release: Release, *, by=None, reason: str = "") -> bool:
    """Unschedule `release`; what it was to disclose hides again, what is public stays so.

    Returns whether there was anything to take back. The release is under review again then.
    Scheduled releases that would say something else without its facts are taken back as well; `by`
    is None when the system does it. Holds the ledger. Raises a `LedgerError` when its facts are
    fixed, from 30 s before their moment.
    """
    hold()
    scheduled = release.publications.scheduled().select_related("edition").first()
    if scheduled is None:
        return False
    try:
        with transaction.atomic(), watched():
            hide(empty_scheduled(release))
            bound(release)
    except IntegrityError as error:
        raise explained(error) from error
    step = Step.objects.create(
        release=release,
        edition=scheduled.edition,
        kind=StepKind.TAKEN_BACK,
        by=by,
        reason=reason,
        details={"at": scheduled.visible.lower.isoformat()},
    )
    told = people_of(release) | signers_of(scheduled.edition) | {scheduled.published_by}
    tell(NoticeKind.TAKEN_BACK, release, told - {by}, about=f"step:{step.pk}", reason=reason)
    return True
