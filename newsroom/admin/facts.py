"""Facts for the text editor, as JSON: what they are at a release's moment, and which there are."""

from dataclasses import asdict

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ledger.keys import typed_key
from ledger.models import ChangeSet
from newsroom.assembly.moment import Moment, moment_for, today
from newsroom.enums import EditionKind
from newsroom.facts.answers import answers, search
from newsroom.facts.keys import Key
from newsroom.models import Release
from newsroom.preview import PERMISSION

MOST_KEYS = 50
MOST_LETTERS = 100


@never_cache
@require_safe
def values(request):
    """Tell the facts of `?key=` (repeated) in `?language=` at the planned moment of `?release=`.

    Without a release it is now. A key that is not written as one is left out, as are those after
    the fiftieth. Raises 403 without the permission to preview, 404 for an unknown release.
    """
    moment, language = _asked(request)
    written = request.GET.getlist("key")[:MOST_KEYS]
    keys = dict.fromkeys(filter(None, map(Key.parse, written)))
    found = answers(moment, language, list(keys))
    return JsonResponse({"facts": [_said(answer, moment) for answer in found.values()]})


@never_cache
@require_safe
def choices(request):
    """Tell the first facts that hold all the words of `?q=`, each with its value; see `values`."""
    moment, language = _asked(request)
    found, more = search(moment, language, request.GET.get("q", "")[:MOST_LETTERS])
    return JsonResponse({"facts": [_said(answer, moment) for answer in found], "more": more})


def fact_urls(wrap):
    return [
        path("facts/", wrap(values), name="newsroom_fact_values"),
        path("facts/search/", wrap(choices), name="newsroom_fact_search"),
    ]


def _asked(request):
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    language = request.GET.get("language", "").lower()
    known = [code for code, _name in settings.LANGUAGES]
    return _moment(request), language if language in known else get_language()


def _moment(request):
    number = request.GET.get("release", "")
    if number:
        release = get_object_or_404(Release, pk=typed_key(number))
        planned = getattr(release, "planned_at", None)
        return moment_for(release, planned and max(planned, timezone.now()))
    now = timezone.now()
    seq = ChangeSet.objects.seq_at(now)
    return Moment(EditionKind.FIRST, today(), None, now, now, seq)


def _said(answer, moment):
    day = _("As of %(day)s") % {"day": formats.date_format(moment.as_of)}
    return {
        **{name: str(value) for name, value in asdict(answer).items()},
        "says": str(answer.state.label),
        "title": "\n".join(
            str(line) for line in (answer.label, answer.definition, answer.note, day) if line
        ),
    }
