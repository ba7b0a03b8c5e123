"""What a browser would post: the form of a page as it was served."""

from html.parser import HTMLParser


def form_of(response):
    """Return `{name: value}`, lists for several values, of the admin's form on the page."""
    reader = _Reader()
    reader.feed(response.content.decode())
    return {name: texts if len(texts) > 1 else texts[0] for name, texts in reader.data.items()}


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.data = {}
        self.is_inside = False
        self.select = self.textarea = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name = attrs.get("name")
        if tag == "form":
            self.is_inside = attrs.get("id", "").endswith("_form")
        elif not self.is_inside or "__prefix__" in (name or ""):
            return
        elif tag == "input" and name:
            self._input(name, attrs)
        elif tag == "textarea":
            self.textarea = name
            self.data[name] = [""]
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in attrs and self.select:
            self.data.setdefault(self.select, []).append(attrs.get("value", ""))

    def _input(self, name, attrs):
        kind = attrs.get("type", "text")
        if kind in ("submit", "file") or (kind in ("checkbox", "radio") and "checked" not in attrs):
            return
        self.data.setdefault(name, []).append(
            attrs.get("value", "on" if kind == "checkbox" else "")
        )

    def handle_data(self, data):
        if self.textarea:
            self.data[self.textarea][0] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.textarea:
            text = self.data[self.textarea][0]
            self.data[self.textarea][0] = text.removeprefix("\n")
            self.textarea = None
        elif tag == "select":
            self.select = None
