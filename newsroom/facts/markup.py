"""Facts in prose: `<span data-fact="KIND/SUBJECT[/TERRITORY]">the text that the writer accepted</span>`.

The functions read HTML that `nh3` has written: every element closed, every attribute quoted.
"""

from html import unescape
from html.parser import HTMLParser

from django.utils.html import format_html
from django_prose_editor.config import add_tags_and_attributes

from newsroom.facts.keys import Key

ATTRIBUTE = "data-fact"


def allow(config, shared):
    """Let the sanitiser pass facts, as the prose editor asks of each extension."""
    add_tags_and_attributes(shared, ["span"], {"span": [ATTRIBUTE]})


def only_facts(html):
    """Return `html` without the tags of spans that are no facts, and facts with nothing but text."""
    return replaced(html, written)


def written(key, text):
    """Return the markup of the fact `key` with the `text` that its writer accepts."""
    return format_html('<span {}="{}">{}</span>', ATTRIBUTE, str(key), text)


def facts_in(html):
    """Return the (`Key`, accepted text) pairs in `html`, in their order."""
    found = []
    replaced(html, lambda key, text: found.append((key, text)) or "")
    return found


def replaced(html, show):
    """Return `html` with `show(key, accepted text)`, which gives HTML, in place of each fact."""
    if "<span" not in html:
        return html
    reader = _Reader(show)
    reader.feed(html)
    reader.close()
    return "".join(reader.out)


class _Reader(HTMLParser):
    """Echoes what it reads in `out`; inside a fact it keeps the text alone."""

    def __init__(self, show):
        super().__init__(convert_charrefs=False)
        self.show = show
        self.out = []
        self.fact, self.depth, self.text = None, 0, []

    def handle_starttag(self, tag, attrs):
        if tag != "span":
            return None if self.fact else self.out.append(self.get_starttag_text())
        if self.fact:
            self.depth += 1
        elif key := Key.parse(dict(attrs).get(ATTRIBUTE)):
            self.fact, self.depth, self.text = key, 1, []
        return None

    def handle_endtag(self, tag):
        if tag != "span":
            return None if self.fact else self.out.append(f"</{tag}>")
        if self.fact:
            self.depth -= 1
            if not self.depth:
                self._close_fact()
        return None

    def handle_data(self, data):
        (self.text if self.fact else self.out).append(data)

    def handle_entityref(self, name):
        self.handle_data(f"&{name};")

    def handle_charref(self, name):
        self.handle_data(f"&#{name};")

    def _close_fact(self):
        text = " ".join(unescape("".join(self.text)).split())
        self.out.append(self.show(self.fact, text))
        self.fact = None
