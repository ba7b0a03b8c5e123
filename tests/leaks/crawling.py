"""Everything that an outsider can ask for: every public address, followed from link to link."""

import html
import re
from urllib.parse import urlsplit

from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from henlius.policy import POLICY, Audience

LINK = re.compile(
    rb"""(?:href|src|srcset|content|action)=["']([^"']+)["']"""
    rb"""|<(?:link|id|url|guid[^>]*)>([^<]+)<"""
)
PUBLIC_NAMES = sorted(name for name, audience in POLICY.items() if audience is Audience.PUBLIC)
VARYING = {"Date"}
ODD_HEADERS = {
    "as JSON by a script": {
        "ACCEPT": "application/json",
        "X_REQUESTED_WITH": "XMLHttpRequest",
        "ACCEPT_ENCODING": "br, gzip",
    },
    "in another language": {"ACCEPT_LANGUAGE": "zh-Hans, fr;q=0.9"},
    "forwarded and overridden": {
        "X_FORWARDED_FOR": "127.0.0.1",
        "X_FORWARDED_HOST": "testserver",
        "X_FORWARDED_PROTO": "https",
        "X_ORIGINAL_URL": "/admin/",
        "X_REWRITE_URL": "/admin/",
        "X_HTTP_METHOD_OVERRIDE": "PUT",
    },
    "a part": {"RANGE": "bytes=0-99,-50", "IF_RANGE": '"x"'},
    "if there is any": {"IF_NONE_MATCH": "*"},
    "if newer": {"IF_MODIFIED_SINCE": "Wed, 01 Jan 2020 00:00:00 GMT"},
    "if it is this": {
        "IF_MATCH": '"nothing"',
        "IF_UNMODIFIED_SINCE": "Wed, 01 Jan 2020 00:00:00 GMT",
    },
    "with cookies": {"COOKIE": "sessionid=x; preview=1; django_language=zh-hans"},
}
WIDENED = (
    "at=2099-01-01T00:00:00Z&preview=1&draft=1&state=draft&pk=1&id=1&edition=1&seq=9999&known_at=9999",
    "as_of=2099-01-01",
    "as_of=2026-05-02",
    "before=2099-01-01,zzz",
    "after=1999-01-01,a&page=2&limit=9999&offset=0",
    "q=xleakx&search=xleakx&disclosed=all&hidden=1&fields=*&format=json&debug=true&language=zh-hans",
)


def start_addresses():
    """Return the public addresses that take no argument, in every language."""
    found = {"/", "/robots.txt", "/sitemap.xml", "/favicon.ico"}
    for language in ("en", "zh-hans"):
        with translation.override(language):
            for name in PUBLIC_NAMES:
                try:
                    found.add(reverse(name))
                except NoReverseMatch:
                    continue
    return found


def crawl(client=None):
    """Return `{address: answer}` of everything that links lead to, from the start addresses on."""
    client = client or Client()
    waiting, seen = sorted(start_addresses()), {}
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        response = client.get(address)
        seen[address] = answered(response)
        waiting += sorted(links(response) - seen.keys())
    return seen


def links(response):
    """Return the addresses of this site that `response` names, without its static files."""
    found = set()
    for groups in LINK.findall(response.content):
        for raw in groups:
            parts = urlsplit(html.unescape(raw.decode(errors="ignore")).strip())
            is_ours = parts.netloc in ("", "testserver") and parts.scheme in ("", "http", "https")
            if (
                is_ours
                and parts.path.startswith("/")
                and not parts.path.startswith(("/static", "/admin"))
            ):
                found.add(parts.path + (f"?{parts.query}" if parts.query else ""))
    if response.headers.get("Location", "").startswith("/"):
        found.add(response.headers["Location"].partition("#")[0])
    return {each for each in found if not each.startswith(("/static", "/admin"))}


def ways(address):
    """Yield `(how, answer of a client)` for each way of asking for `address`."""
    path, _mark, query = address.partition("?")
    yield "HEAD", lambda client: client.head(address)
    yield "OPTIONS", lambda client: client.options(address)
    yield "POST", lambda client: client.post(address, {"pk": 1, "preview": 1})
    for how, headers in ODD_HEADERS.items():
        names = {f"HTTP_{name}": value for name, value in headers.items()}
        yield how, lambda client, names=names: client.get(address, **names)
    for parameters in WIDENED:
        more = "&".join(filter(None, (query, parameters)))
        yield f"?{parameters}", lambda client, more=more: client.get(f"{path}?{more}")


def answered(response):
    """Return status, headers and body of a response, without what the second of asking decides."""
    headers = {name: value for name, value in response.headers.items() if name not in VARYING}
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, headers, body
