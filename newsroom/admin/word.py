"""From Word: bring files or pasted texts, look at what was found, place it as blocks."""

import io

from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from newsroom.admin import word_pages
from newsroom.admin.renewing import renew
from newsroom.admin.word_forms import DescriptionsForm, NewFromWordForm, WordForm
from newsroom.errors import NewsroomError
from newsroom.images import UnusableImageError, kind_of
from newsroom.models import Release, WordFile, WordImport
from newsroom.states import state_of, with_state
from newsroom.word.placing import bring, place
from newsroom.word.planning import pictures_of, plan_for, readings_of
from newsroom.word.starting import start

CHANGE = "newsroom.change_release"
ADD = "newsroom.add_release"
WITHOUT_CONTENT = Prefetch("files", WordFile.objects.defer("content"))


def word_urls(wrap):
    """Return the addresses of these pages, under those of releases."""
    name = "newsroom_release_word"
    here = "<int:pk>/word/<int:import_pk>/"
    return [
        path("from-word/", wrap(new_view), name="newsroom_release_from_word"),
        path("<int:pk>/word/", wrap(bring_view), name=name),
        path(here, wrap(import_view), name=f"{name}_import"),
        path(f"{here}pictures/<slug:key>/", wrap(picture_view), name=f"{name}_picture"),
        path(f"{here}files/<str:locale>/", wrap(file_view), name=f"{name}_file"),
    ]


def new_view(request):
    """Make a draft of what is brought."""
    _require(request, ADD)
    form = NewFromWordForm(*_posted(request))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            release = start(form.readings, form.files, **_head(form), by=request.user)
            made = bring(release, form.files, by=request.user)
        return _to_import(made)
    context = {"form": form, "title": _("New release from Word")}
    return _page(request, "bring.html", context)


def bring_view(request, pk):
    """Bring texts to a release that is there."""
    _require(request, CHANGE)
    release = get_object_or_404(with_state(Release.objects.all()), pk=pk)
    form = WordForm(*_posted(request))
    if request.method == "POST" and form.is_valid():
        return _to_import(bring(release, form.files, by=request.user))
    imports = release.word_imports.select_related("made_by").prefetch_related(WITHOUT_CONTENT)
    context = {"form": form, "title": _("From Word"), "imports": imports}
    return _page(request, "bring.html", context, release)


def import_view(request, pk, import_pk):
    """Show what was found, and place it; afterwards show what became of it."""
    word_import = _import(request, pk, import_pk)
    if word_import.placed_at:
        context = {"title": _("Placed from Word"), "left": word_pages.leftovers(word_import)}
        return _page(
            request, "placed.html", context | {"word_import": word_import}, word_import.release
        )
    plan = plan_for(word_import)
    is_post = request.method == "POST"
    form = DescriptionsForm(
        request.POST if is_post else None,
        pictures=plan.pictures,
        languages=word_import.release.required_languages,
        initial=_known_descriptions(plan),
    )
    accepted = {n: v for n, v in request.POST.items() if n.startswith("fact-") and v}
    if is_post and form.is_valid():
        return _place(request, word_import, form.descriptions(), accepted)
    blocks = word_pages.blocks(plan, word_import, form)
    context = {
        "title": _("Found in Word"),
        "word_import": word_import,
        "form": form,
        "blocks": blocks,
        "alone": sum(bool(block["only_in"]) for block in blocks),
        "offers": word_pages.offers(plan, accepted),
        "left": word_pages.leftovers_of(plan),
        "titles": [(word_pages.NAMES[c], c, r.title) for c, r in plan.readings.items()],
    }
    return _page(request, "found.html", context, word_import.release)


def picture_view(request, pk, import_pk, key):
    """Show staff a picture as it stands in the file."""
    picture = pictures_of(readings_of(_import(request, pk, import_pk))).get(key)
    if picture is None:
        raise Http404
    try:
        kind = kind_of(picture.file)
    except UnusableImageError as error:
        raise Http404 from error
    return FileResponse(picture.file, content_type=f"image/{kind.lower()}")


def file_view(request, pk, import_pk, locale):
    """Give back a file as it was received."""
    file = get_object_or_404(WordFile, word_import=_import(request, pk, import_pk), locale=locale)
    name = f"{file.name}.html" if file.is_pasted else file.name
    content = io.BytesIO(bytes(file.content))
    return FileResponse(
        content, as_attachment=True, filename=name, content_type="application/octet-stream"
    )


def _place(request, word_import, descriptions, accepted):
    try:
        with transaction.atomic():
            place(word_import, by=request.user, descriptions=descriptions, accepted=accepted)
            renew(request, word_import.release)
    except NewsroomError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The texts from Word are in the release now."))
    return _to_import(word_import)


def _posted(request):
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _head(form):
    return {"kind": form.cleaned_data["kind"], "slug": form.cleaned_data["slug"]}


def _known_descriptions(plan):
    return {
        f"alt-{key}-{locale}": picture.alt
        for locale, reading in plan.readings.items()
        for key, picture in reading.pictures.items()
    }


def _require(request, permission):
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _import(request, pk, import_pk):
    _require(request, CHANGE)
    found = WordImport.objects.select_related("release", "made_by")
    return get_object_or_404(found, pk=import_pk, release=pk)


def _to_import(word_import):
    address = "admin:newsroom_release_word_import"
    return HttpResponseRedirect(reverse(address, args=[word_import.release_id, word_import.pk]))


def _page(request, template, context, release=None):
    frame = site.each_context(request) | {
        "release": release,
        "state": state_of(with_state(Release.objects.filter(pk=release.pk)).get())
        if release
        else "",
        "opts": Release._meta,
        "subtitle": str(release) if release else "",
    }
    return TemplateResponse(request, f"admin/newsroom/word/{template}", frame | context)
