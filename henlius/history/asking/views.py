"""The pages that ask."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from henlius.history.frame import for_staff, page


@require_safe
@for_staff
def ask_view(request):
    """Ask anything of the register."""
    return page(request, "admin/history/ask.html", "history_ask", {"title": _("Ask the register")})
