"""Who may never act on the register, whatever their permissions say (CP-4)."""

from ledger.errors import AdministratorError

ADMINISTRATORS = "administrators"


def is_administrator(user):
    """Return whether `user` administers the system: a superuser, or of that group. 1 query."""
    return user.is_superuser or user.groups.filter(name=ADMINISTRATORS).exists()


def require_no_administrator(*people):
    """Raise `AdministratorError` when one of `people` administers the system; None is nobody."""
    if any(is_administrator(person) for person in people if person is not None):
        raise AdministratorError
