from dataclasses import dataclass, replace

from django.utils.html import format_html

from ledger.models import Recorded
from ledger.phrases import listed
from ledger.templatetags.register import lang_tag


@dataclass(frozen=True)
class Value:
    """What a fact is at a moment, in the language of the page, and the `rows` that say so.

    `lang` is the tag of its own language where that is another; `machine` that of `<time>`;
    `note` what a writer has to know of it and no reader sees.
    """

    text: str
    rows: tuple[Recorded, ...]
    lang: str = ""
    machine: str = ""
    note: str = ""

    @property
    def html(self):
        """The value as it is frozen, escaped."""
        if self.machine:
            return format_html('<time datetime="{}">{}</time>', self.machine, self.text)
        if self.lang:
            return format_html('<span lang="{}">{}</span>', self.lang, self.text)
        return format_html("{}", self.text)

    def joined(self, other):
        """Return the value that lists this one and `other`, both of one language."""
        return replace(self, text=listed((self.text, other.text)), rows=self.rows + other.rows)


def foreign(locale, language):
    """Return the tag of `language` when a page in `locale` has to mark it, else ""."""
    return "" if language.lower() == locale else lang_tag(language)
