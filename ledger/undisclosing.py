"""What was disclosed by mistake is hidden again; the record keeps when it was public, and why."""

from collections.abc import Sequence
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from ledger.committing import REASON_LENGTH, explained, fire_deferred, hold
from ledger.enums import Meaning
from ledger.errors import BuiltOnError, NotPublicError, ReasonTooShortError
from ledger.models import ChangeSet, Disclosure, Undisclosure
from ledger.phrases import listed
from ledger.showing import tell_undisclosed
from ledger.signing import sign
from ledger.watches import watched

SCOPE = "undisclosure"


@transaction.atomic
def undisclose(
    change_set: ChangeSet, *, by, password: str, reason: str, also: Sequence[ChangeSet] = ()
) -> Undisclosure:
    """Hide a public change set again, as if it had not been disclosed; it may be made public anew.

    `also` are the later change sets that build on it (`ChangeSet.objects.built_on`): those public
    are undisclosed in the same act, those ahead lose their moment. Scheduled releases that show
    any of it are taken back. Raises `NotPublicError`, `BuiltOnError` naming what `also` lacks,
    `ReasonTooShortError`, `WrongPasswordError`, `AdministratorError`, or a `LedgerError` when
    something that builds on it is fixed, 30 s before its moment. Holds the ledger's lock.
    """
    if len(reason.strip()) < REASON_LENGTH:
        raise ReasonTooShortError(field="reason")
    hold()
    if not _is_public(change_set):
        raise NotPublicError
    builders = ChangeSet.objects.built_on(change_set.seq).order_by("seq")
    if missing := [builder for builder in builders if builder not in also]:
        raise BuiltOnError(BuiltOnError.message % {"change_sets": listed(missing)})
    try:
        with transaction.atomic():
            with watched():
                written = [
                    _signed(one, by, password, reason)
                    for one in (change_set, *builders)
                    if _is_public(one)
                ]
                hidden = Disclosure.objects.filter(change_set__in=[change_set, *builders])
                hidden.update(at=None, reference="")
                tell_undisclosed([one.change_set for one in written])
            fire_deferred()
    except IntegrityError as error:
        raise explained(error) from error
    return written[0]


def content_hash(change_set, reason):
    """Return what an undisclosure is signed for: the position, its seal, and the reason."""
    return sha256(f"{change_set.seq}\n{change_set.seal}\n{reason}".encode()).hexdigest()


def _is_public(change_set):
    disclosed = Disclosure.objects.filter(change_set=change_set, at__lte=Now())
    return disclosed.exists()


def _signed(change_set, by, password, reason):
    signature = sign(
        f"ledger.changeset:{change_set.seq}",
        SCOPE,
        content_hash(change_set, reason),
        by=by,
        password=password,
        meaning=Meaning.RESPONSIBILITY,
        reason=reason,
    )
    return Undisclosure.objects.create(change_set=change_set, reason=reason, signature=signature)
