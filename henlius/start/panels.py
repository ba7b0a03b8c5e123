"""The boxes of a start page, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass

SHOWN = 8


@dataclass(frozen=True)
class Item:
    """A line of a box: a link and a note; a button posts to `done_url`, where there is one."""

    text: str
    url: str
    note: str = ""
    done_url: str = ""


@dataclass(frozen=True)
class Panel:
    """A box of the start page: `buttons` (text, url) above, `items` below, `empty` without any."""

    title: str
    items: Sequence[Item] = ()
    buttons: Sequence[tuple[str, str]] = ()
    empty: str = ""
    more: str = ""
    is_wide: bool = False
    is_urgent: bool = False
