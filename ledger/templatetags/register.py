from django import template
from django.utils.translation import pgettext

register = template.Library()


@register.filter
def lang_tag(language):
    """Return the BCP 47 tag of a Django language code: zh-hans becomes zh-Hans."""
    primary, _, script = str(language).partition("-")
    return f"{primary}-{script.title()}" if len(script) == 4 else str(language)


@register.filter
def listed(values):
    """Join texts as a list in the active language: a comma in English, 、 in Chinese."""
    return pgettext("between the items of a list", ", ").join(str(value) for value in values)


@register.filter
def with_note(text, note):
    """Add a `note`, where there is one, in the brackets of the active language: half or full width."""
    if not note:
        return text
    return pgettext("a text and a note on it", "%(text)s (%(note)s)") % {"text": text, "note": note}
