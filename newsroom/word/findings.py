"""What reading a Word file gives: parts, pictures, and what has no place among them."""

import io
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

LEFTOVERS = {
    "title": _("Title: the release has another one"),
    "comment": _("Comment"),
    "deletion": _("Deleted with tracked changes"),
    "insertion": _("Inserted with tracked changes: taken over as text"),
    "footnote": _("Footnote or endnote"),
    "text-box": _("Text box"),
    "header": _("Header or footer"),
    "object": _("Embedded object"),
    "equation": _("Equation"),
    "drawing": _("Drawing, chart or diagram"),
    "link": _("Link to a place that the site does not link to: its words stay"),
    "picture-missing": _("Picture that is not in the file"),
    "picture-unusable": _("Picture of a kind that cannot be used"),
    "picture-undescribed": _("Picture without a description"),
    "too-long": _("Too long for one block"),
    "note": _("Said by the reader of Word files"),
}


@dataclass(frozen=True)
class Leftover:
    """Something that is not placed: its `kind` (a key of `LEFTOVERS`), `text`, and where it stood.

    `key` names the picture that could be placed with a description.
    """

    kind: str
    text: str
    place: str = ""
    key: str = ""

    @property
    def label(self):
        return LEFTOVERS[self.kind]


@dataclass(frozen=True)
class Picture:
    """The bytes of a picture as they stand in the file, and its description there."""

    data: bytes
    alt: str = ""

    @property
    def file(self):
        return io.BytesIO(self.data)


@dataclass(frozen=True)
class Part:
    """A piece of the text. `kind`: heading, prose, table, image, quote or references.

    `html` is the markup of a heading, prose or a table; `text` the lines of the other kinds: the
    caption of an image, a quotation, references one a line. `key` names the picture of an image;
    `by` who said a quotation.
    """

    kind: str
    html: str = ""
    text: str = ""
    key: str = ""
    by: str = ""


@dataclass
class Reading:
    """What one file or paste holds; `title` is its first heading or title paragraph."""

    title: str = ""
    parts: list[Part] = field(default_factory=list)
    pictures: dict[str, Picture] = field(default_factory=dict)
    leftovers: list[Leftover] = field(default_factory=list)
