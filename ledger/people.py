"""Who may act on the register: those with the permission, and never an administrator (CP-4)."""

from ledger.errors import AdministratorError

ADMINISTRATORS = "administrators"
RECORDING = "ledger.record_change"


def is_administrator(user):
    """Return whether `user` administers the system: a superuser, or of that group. 1 query."""
    return user.is_superuser or user.groups.filter(name=ADMINISTRATORS).exists()


def may_record(user):
    """Return whether `user` may record and disclose facts."""
    return user.has_perm(RECORDING) and not is_administrator(user)


def require_no_administrator(*people):
    """Raise `AdministratorError` when one of `people` administers the system; None is nobody."""
    if any(is_administrator(person) for person in people if person is not None):
        raise AdministratorError


def called(user):
    """Return the full name of `user`, else the name of the account."""
    return user.get_full_name() or user.get_username()
