"""The one way to sign: the password asked again, the name printed as it stands now (CP-3)."""

from ledger.enums import Meaning, SigningMethod
from ledger.errors import WrongPasswordError
from ledger.models import Signature
from ledger.people import require_no_administrator


def sign(
    subject: str,
    scope: str,
    content_hash: str,
    *,
    by,
    password: str = "",
    meaning: Meaning,
    reason: str = "",
    method: SigningMethod = SigningMethod.PASSWORD,
) -> Signature:
    """Write the signature of `by` under one `scope` of `subject`, as its content stands.

    `subject` names a record (`newsroom.release:12`), `content_hash` is the hexadecimal SHA-256 of
    what the person saw. Who may sign what is the caller's to check. Raises `AdministratorError`,
    or `WrongPasswordError` when the method is the password and it is not that of `by`.
    """
    require_no_administrator(by)
    if method == SigningMethod.PASSWORD and not by.check_password(password):
        raise WrongPasswordError(field="password")
    return Signature.objects.create(
        subject=subject,
        scope=scope,
        content_hash=content_hash,
        signer=by,
        printed_name=by.get_full_name() or by.get_username(),
        meaning=meaning,
        reason=reason,
        method=method,
    )
