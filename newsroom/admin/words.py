"""Words of the content editor and of Django that their catalogues lack in Chinese; listed for ours."""

from django.utils.translation import gettext_noop

CONTENT_EDITOR = [
    gettext_noop("Add new item"),
    gettext_noop("No items."),
    gettext_noop("No items. Region may inherit content."),
    gettext_noop("No regions available."),
    gettext_noop("No plugins allowed in this region."),
    gettext_noop("New item"),
    gettext_noop("Unknown region"),
    gettext_noop("Select all"),
    gettext_noop("Collapse all items"),
    gettext_noop("Uncollapse all items"),
    gettext_noop("marked for deletion"),
    gettext_noop("Use Ctrl-Click to select and move multiple items."),
]
DJANGO = [
    gettext_noop(":"),  # after the label of a field
    gettext_noop("Model name"),
    gettext_noop("Add link"),
    gettext_noop("Change or view list link"),
]
