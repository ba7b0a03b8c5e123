"""A small tree of HTML: what parts are made of, whatever it came from."""

from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

import nh3

VOID = {"br", "img"}
INLINE = {"strong", "em", "sup", "sub", "a", "br", "span", "img"}


@dataclass(eq=False)
class Node:
    """An element; `children` are `Node`s and texts."""

    tag: str
    attrs: dict = field(default_factory=dict)
    children: list = field(default_factory=list)

    @property
    def text(self):
        """The text in it, spaces as they come."""
        return "".join(c if isinstance(c, str) else c.text for c in self.children)

    @property
    def words(self):
        """The text in it, in one line."""
        return " ".join(self.text.split())

    @property
    def classes(self):
        return self.attrs.get("class", "").split()

    def all(self, *tags):
        """Yield the elements below with one of `tags`, in order."""
        for child in self.children:
            if isinstance(child, Node):
                if child.tag in tags:
                    yield child
                yield from child.all(*tags)

    def html(self):
        """Return it as HTML, texts and attributes escaped."""
        attrs = "".join(f' {name}="{escape(value)}"' for name, value in self.attrs.items())
        inner = inner_html(self.children)
        return (
            f"<{self.tag}{attrs}>"
            if self.tag in VOID
            else f"<{self.tag}{attrs}>{inner}</{self.tag}>"
        )


def inner_html(children):
    return "".join(escape(c, quote=False) if isinstance(c, str) else c.html() for c in children)


class _Builder(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = Node("body")
        self.open = [self.root]

    def handle_starttag(self, tag, attrs):
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag):
        if tag not in VOID and len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data):
        self.open[-1].children.append(data)


def built(html):
    """Return the `body` of `html` that is well-formed already: every element closed."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


def parse(html, tags, attributes):
    """Return the `body` of `html` with nothing but `tags` and `attributes` (see `nh3.clean`).

    Comments, scripts and styles are dropped; what stands in other elements stays.
    """
    return built(
        nh3.clean(
            html,
            tags=tags,
            attributes=attributes,
            clean_content_tags={"script", "style", "title", "xml"},
            link_rel=None,
            url_schemes={"http", "https", "mailto", "image", "data", "file"},
        )
    )
