"""Who may act on the register through a page."""

from django.core.exceptions import PermissionDenied

from ledger.errors import AdministratorError
from ledger.people import RECORDING, is_administrator


def require_recorder(request):
    """Raise `PermissionDenied` for everybody who may not record facts, and say why to administrators."""
    if not request.user.has_perm(RECORDING):
        raise PermissionDenied
    if is_administrator(request.user):
        raise PermissionDenied(AdministratorError.message)
