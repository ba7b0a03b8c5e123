"""Short texts put together with the commas, colons and brackets of the active language."""

from django.utils.translation import pgettext


def listed(values):
    """Join texts as a list in the active language: a comma in English, 、 in Chinese."""
    return pgettext("between the items of a list", ", ").join(str(value) for value in values)


def in_line(*parts):
    """Set `parts` in one line: product, territory."""
    return pgettext("between the parts of a line", ", ").join(str(part) for part in parts)


def labelled(label, text):
    """Set `text` after what it belongs to: product: decision."""
    return pgettext("between a label and its value", ": ").join((str(label), str(text)))


def with_note(text, note):
    """Add a `note`, where there is one, in the brackets of the active language: half or full width."""
    if not note:
        return text
    return pgettext("a text and a note on it", "%(text)s (%(note)s)") % {"text": text, "note": note}
