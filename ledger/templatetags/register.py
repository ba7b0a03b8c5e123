from django import template

from ledger.phrases import listed, with_note

register = template.Library()
register.filter(listed)
register.filter(with_note)


@register.filter
def lang_tag(language):
    """Return the BCP 47 tag of a Django language code: zh-hans becomes zh-Hans."""
    primary, _, script = str(language).partition("-")
    return f"{primary}-{script.title()}" if len(script) == 4 else str(language)
