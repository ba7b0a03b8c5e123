"""The rooms of the workspace, in the order in which its head shows them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# (name of the address in the admin, label)
TABS = [
    ("history_ask", _("Ask")),
    ("history_compare", _("Compare")),
    ("history_timeline", pgettext_lazy("of a product over the years", "Timeline")),
    ("history_due", pgettext_lazy("a list of what is due", "Due")),
    ("history_export", _("Export")),
    ("history_propose", _("Propose")),
    ("history_intake", pgettext_lazy("of files into the register", "Intake")),
]
