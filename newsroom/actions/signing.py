"""Signatures under the parts of a candidate edition, bound to their hashes."""

from collections.abc import Sequence

from django.db import transaction

from ledger import signing
from ledger.enums import Meaning, SigningMethod
from ledger.models import Signature
from newsroom.actions.freezing import locked
from newsroom.enums import NoticeKind, StepKind
from newsroom.errors import MovedOnError, NotUnderReviewError
from newsroom.models import Edition, Step
from newsroom.notices import done
from newsroom.scopes import hindrance, standing, subject_of
from newsroom.states import is_under_review


@transaction.atomic
def sign(
    edition: Edition,
    scopes: Sequence[str],
    *,
    by,
    password: str = "",
    meaning: str = Meaning.REVIEW,
    reason: str = "",
    method: str = SigningMethod.PASSWORD,
) -> list[Signature]:
    """Sign `scopes` of the candidate `edition` as `by`, who enters the password again.

    All or none. Raises `NotUnderReviewError`, `MovedOnError` when a newer candidate was frozen or
    this one has no such part,
    `NotSignerError` or `OwnChangeError` for the first scope that is not theirs to sign,
    `WrongPasswordError`. Writes a step for each; closes the notices of the review when it is complete.
    """
    release = locked(edition.release)
    if release.editions.first() != edition:
        raise MovedOnError
    if not is_under_review(release):
        raise NotUnderReviewError
    parts = {part.scope: part for part in standing(edition)}
    if not parts.keys() >= set(scopes):
        raise MovedOnError
    for scope in scopes:
        if refusal := hindrance(by, release, scope):
            raise refusal
    signed = [
        signing.sign(
            subject_of(release),
            scope,
            parts[scope].sha256,
            by=by,
            password=password,
            meaning=meaning,
            reason=reason,
            method=method,
        )
        for scope in scopes
    ]
    Step.objects.bulk_create(
        Step(
            release=release,
            edition=edition,
            kind=StepKind.SIGNED,
            scope=signature.scope,
            signature=signature,
            by=by,
            reason=reason,
        )
        for signature in signed
    )
    if not any(part.is_open for part in standing(edition)):
        done(release, NoticeKind.REVIEW_ASKED, NoticeKind.VOIDED)
    return signed
