from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation.trans_real import (
    get_supported_language_variant,
    parse_accept_lang_header,
)
from django.views import defaults
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers


@require_safe
@vary_on_headers("Accept-Language")
def root(request):
    """Send visitors to the home page in the language that they accept best. No query, no cookie."""
    with translation.override(_accepted(request.headers.get("Accept-Language", ""))):
        return redirect("home")


def bad_request(request, exception):
    """Say what became of a form that sent too much, and answer anything else as Django does."""
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent)):
        return render(request, "too_much.html", status=400)
    return defaults.bad_request(request, exception)


def _accepted(header):
    for code, _weight in parse_accept_lang_header(header.lower()):
        if code == "*":
            break
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE
