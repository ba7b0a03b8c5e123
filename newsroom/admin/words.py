"""Words of the content editor that its catalogue lacks in Chinese; listed here for ours."""

from django.utils.translation import gettext_noop

WORDS = [
    gettext_noop("Add new item"),
    gettext_noop("No items."),
    gettext_noop("New item"),
    gettext_noop("Collapse all items"),
    gettext_noop("Uncollapse all items"),
    gettext_noop("marked for deletion"),
    gettext_noop("Use Ctrl-Click to select and move multiple items."),
]
