"""A review: asked for, renewed when something changed under it, returned to the writers."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from newsroom.actions.freezing import freeze, locked
from newsroom.assembly import articles, moment_for
from newsroom.changed import what_changed
from newsroom.enums import NoticeKind, StepKind
from newsroom.errors import NotReadyError, NotUnderReviewError
from newsroom.labels import name_of
from newsroom.models import Edition, Release, Step
from newsroom.notices import done, tell
from newsroom.people import people_of, signers_of
from newsroom.revisions import recorded
from newsroom.scopes import scope_hashes, standing
from newsroom.states import is_under_review


@transaction.atomic
def ask_review(release: Release, *, by, at: datetime | None = None, reason: str = "") -> Edition:
    """Freeze the candidate that reviewers sign, as it would be public at `at`, and tell them.

    Without `at` it is the planned moment, when that lies ahead, else now. Signatures whose part is
    unchanged stay good, the others are voided. Raises `NotReadyError`.
    """
    release = locked(release)
    before = release.editions.first() if is_under_review(release) else None
    edition = freeze(release, by=by, at=at or _if_ahead(release.planned_at))
    _step(edition, StepKind.ASKED, by=by, reason=reason)
    _void(before, edition, by=by)
    told = signers_of(edition) - {by}
    _tell(NoticeKind.REVIEW_ASKED, release, told, f"edition:{edition.pk}", by=by, reason=reason)
    return edition


@transaction.atomic
def renew_review(release: Release, *, by, scopes=None) -> Edition | None:
    """Keep what was saved, and freeze anew when a part that is under review says something else.

    Returns the new candidate; None when nothing that is signed has changed, or when the release is
    not under review. A release that is not ready any more goes back to its writers, with the
    findings as the reason. `scopes` is what counts as changed by `by`, see `revisions.recorded`;
    given, it was nobody in person who voided signatures.
    """
    release = locked(release)
    recorded(release, by=by, scopes=scopes)
    before = release.editions.first()
    if before is None or not is_under_review(release):
        return None
    if _says_the_same(release, before):
        return None
    try:
        with transaction.atomic():
            edition = freeze(release, by=by, at=_ahead(before))
    except NotReadyError as error:
        reasons = " ".join(str(finding.message) for finding in error.findings)
        _returned(release, before, by=None, reason=reasons)
        return None
    _void(before, edition, by=by if scopes is None else None)
    return edition


@transaction.atomic
def return_release(release: Release, *, by, reason: str):
    """Send a release under review back to its writers. Raises `NotUnderReviewError`."""
    release = locked(release)
    if not is_under_review(release):
        raise NotUnderReviewError
    _returned(release, release.editions.first(), by=by, reason=reason)


def _returned(release, edition, *, by, reason):
    step = _step(edition, StepKind.RETURNED, by=by, reason=reason)
    done(release, NoticeKind.REVIEW_ASKED)
    told = people_of(release) - {by}
    _tell(NoticeKind.RETURNED, release, told, f"step:{step.pk}", by=by, reason=reason)


def _void(before, edition, *, by):
    """Say of each signature of the candidate before that no longer holds what has changed."""
    signed = {part.scope: part.signatures for part in standing(before)} if before else {}
    for part in standing(edition):
        lost = signed.get(part.scope)
        if not lost or part.signatures:
            continue
        details = {"changes": what_changed(before, edition, part.scope)}
        step = _step(edition, StepKind.VOIDED, scope=part.scope, by=by, details=details)
        told = {signature.signer for signature in lost} | people_of(edition.release)
        _tell(NoticeKind.VOIDED, edition.release, told - {by}, f"step:{step.pk}", by=by)


def _tell(kind, release, told, about, *, by, reason=""):
    """Tell why in the queue; by whom, unless it was nobody in person."""
    tell(kind, release, told, about=about, by=name_of(by) if by else "", reason=reason)


def _step(edition, kind, **fields):
    return Step.objects.create(release=edition.release, edition=edition, kind=kind, **fields)


def _says_the_same(release, edition):
    moment = moment_for(release, _ahead(edition))
    hashes = scope_hashes(release, moment, articles(release, moment))
    return hashes == dict(edition.scopes.values_list("scope", "sha256"))


def _ahead(edition):
    return _if_ahead(edition.release.planned_at) or _if_ahead(edition.public_at)


def _if_ahead(at):
    return at if at and at > timezone.now() else None
