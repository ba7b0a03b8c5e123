"""What was published without its signatures, and the second person who confirms it."""

import hashlib
import json

from django.db import transaction

from ledger import signing
from ledger.enums import Meaning
from ledger.models import Signature
from ledger.people import is_administrator
from newsroom.enums import NoticeKind, StepKind
from newsroom.errors import (
    AlreadyConfirmedError,
    NotSignerError,
    OwnChangeError,
    SecondPersonError,
)
from newsroom.models import Emergency, Step
from newsroom.notices import done, tell
from newsroom.people import holders_of
from newsroom.scopes import SIGN_FACTS, SIGN_TEXTS, unsigned_contributors

PUBLISH = "newsroom.publish_release"
CONFIRMERS = (PUBLISH, SIGN_TEXTS, SIGN_FACTS)


def declare(publication, *, by, reason):
    """Note why `publication` went without signatures, and ask the others for a confirmation."""
    edition, release = publication.edition, publication.release
    Step.objects.create(
        release=release, edition=edition, kind=StepKind.EMERGENCY, by=by, reason=reason
    )
    others = {user for permission in CONFIRMERS for user in holders_of(permission)} - {by}
    tell(NoticeKind.TO_CONFIRM, release, others, about=f"edition:{edition.pk}", reason=reason)


def may_confirm(user):
    """Return whether `user` has a role that confirms emergencies, those of others."""
    return any(user.has_perm(name) for name in CONFIRMERS) and not is_administrator(user)


@transaction.atomic
def confirm_emergency(emergency: Emergency, *, by, password: str, reason: str = "") -> Signature:
    """Confirm as a second person what was published without signatures.

    Raises `SecondPersonError` for the one who declared it, `NotSignerError` without a role that
    signs or publishes, `OwnChangeError` for those who wrote what nobody signed,
    `AlreadyConfirmedError`, `WrongPasswordError`.
    """
    emergency = Emergency.objects.select_for_update().get(pk=emergency.pk)
    release = emergency.edition.release
    if emergency.confirmation_id:
        raise AlreadyConfirmedError
    if by == emergency.declared_by:
        raise SecondPersonError
    if not may_confirm(by):
        raise NotSignerError
    if by.pk in unsigned_contributors(emergency.edition):
        raise OwnChangeError
    parts = sorted(emergency.edition.scopes.values_list("scope", "sha256"))
    signature = signing.sign(
        f"newsroom.emergency:{emergency.pk}",
        "edition",
        hashlib.sha256(json.dumps(parts).encode()).hexdigest(),
        by=by,
        password=password,
        meaning=Meaning.CONFIRMATION,
        reason=reason,
    )
    Emergency.objects.filter(pk=emergency.pk).update(confirmation=signature)
    Step.objects.create(
        release=release,
        edition=emergency.edition,
        kind=StepKind.CONFIRMED,
        signature=signature,
        by=by,
        reason=reason,
    )
    done(release, NoticeKind.TO_CONFIRM, about=f"edition:{emergency.pk}")
    return signature
