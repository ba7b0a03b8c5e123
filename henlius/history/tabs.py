"""The rooms of the workspace, in the order in which its head shows them."""

from django.utils.translation import gettext_lazy as _

# (name of the address in the admin, label)
TABS = [("history_ask", _("Ask"))]
