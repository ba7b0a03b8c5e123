"""What every public answer has in common: no cookie, always revalidated, an ETag of its bytes."""

import hashlib

from django.http import HttpResponseNotAllowed
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from henlius.policy import Audience, audience_of

SAFE = ("GET", "HEAD")


class PublicPages:
    """Middleware for the addresses that the policy calls public, and for those that do not exist.

    Stands outside of sessions, so that it sees every cookie that the others would set.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not _is_public(request.resolver_match):
            return response
        response.cookies.clear()
        response["Cache-Control"] = "no-cache"
        if response.streaming or response.status_code != 200:
            return response
        etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
        response["ETag"] = etag
        return get_conditional_response(request, etag=etag, response=response)

    def process_view(self, request, view, args, kwargs):
        """Answer 405 before anything asks an unsafe request for a CSRF token."""
        if _is_public(request.resolver_match) and request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        return None


def _is_public(match):
    return match is None or audience_of(match.view_name) is Audience.PUBLIC
