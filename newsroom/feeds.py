"""The news as Atom (RFC 4287) and RSS 2.0, a feed a language. 1 query each, no cookie, an ETag.

An entry keeps its id whatever its address becomes, and its dates whatever is edited in passing.
Atom asks for a time even where a day alone is known: that is 00:00 of the day in Hong Kong.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ledger.templatetags.register import lang_tag
from newsroom.history import history_of, modified_at, published_at
from newsroom.pages import card, news
from products.requests import origin

LONGEST = 50
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # XML has no way to say these
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # an empty feed says the same whenever it is asked


@dataclass(frozen=True)
class Entry:
    id: str
    title: str
    url: str
    summary: str
    kind: str
    published_at: datetime
    updated_at: datetime


class SteadyAtom(Atom1Feed):
    def latest_post_date(self):
        return super().latest_post_date() if self.items else NEVER


class SteadyRss(Rss201rev2Feed):
    def latest_post_date(self):
        return super().latest_post_date() if self.items else NEVER


class NewsFeed(Feed):
    """What the views below have in common; `obj` is the origin of the site."""

    title = _("News of Henlius")
    description = subtitle = _("Releases on approvals, research, partnerships and results.")
    author_name = _("Henlius")
    item_guid_is_permalink = False

    def __call__(self, request, *args, **kwargs):
        response = super().__call__(request, *args, **kwargs)
        del response[
            "Last-Modified"
        ]  # a minor edit changes bytes and no date: the ETag alone tells
        return response

    @property
    def language(self):
        return lang_tag(get_language())

    def get_object(self, request):
        return origin(request)

    def link(self, site):
        return site + reverse("newsroom:release-list")

    def feed_url(self, site):
        return site + reverse(self.address)

    def items(self, site):
        return [_entry(text, site) for text in news(get_language())[:LONGEST]]

    def item_title(self, entry):
        return entry.title

    def item_description(self, entry):
        return escape(entry.summary)

    def item_link(self, entry):
        return entry.url

    def item_guid(self, entry):
        return entry.id

    def item_categories(self, entry):
        return [entry.kind]

    def item_pubdate(self, entry):
        return entry.published_at

    def item_updateddate(self, entry):
        return entry.updated_at


class AtomNews(NewsFeed):
    feed_type = SteadyAtom
    address = "newsroom:feed-atom"


class RssNews(NewsFeed):
    feed_type = SteadyRss
    address = "newsroom:feed-rss"


def _entry(text, site):
    shown, history = card(text), history_of(text)
    return Entry(
        id=_tag(text, history, site),
        title=UNWRITABLE.sub("", shown.title),
        url=site + shown.url,
        summary=UNWRITABLE.sub("", shown.summary),
        kind=shown.kind,
        published_at=published_at(text.dated_on, history).at,
        updated_at=modified_at(text.dated_on, history).at,
    )


def _tag(text, history, site):
    """Return the tag URI (RFC 4151) of a release in its language, by its first public address."""
    first = next(event.slug for event in history if event.slug)
    return f"tag:{urlsplit(site).hostname},{text.dated_on.year}:{first}:{text.locale}"
