from mimetypes import guess_type

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from newsroom.models import EditionText, Image
from newsroom.pages import card, news, page_text, release_page
from newsroom.paging import UnknownPageError, page_of
from newsroom.whereabouts import whereabouts
from pipeline.pages import stage_counts
from products.pages import product_cards
from products.requests import frame


@require_safe
def home(request):
    """The home page: its own text, the latest releases, products, programmes by stage. 4 queries."""
    locale = get_language()
    context = frame(request, "home") | {
        "text": page_text("home", locale),
        "cards": [card(text) for text in news(locale)[:4]],
        "products": product_cards(locale),
        "stages": stage_counts(),
    }
    return render(request, "newsroom/home.html", context)


@require_safe
def release_list(request):
    """The news by page. 1 query."""
    before, after = request.GET.get("before"), request.GET.get("after")
    try:
        page = page_of(news(get_language()), before=before, after=after)
    except UnknownPageError:
        return render(request, "newsroom/unknown_page.html", {"section": "news"}, status=404)
    context = frame(request, "news") | {
        "cards": [card(text) for text in page.items],
        "page": page,
        "is_first": not (before or after),
    }
    return render(request, "newsroom/release_list.html", context)


@require_safe
def release_detail(request, year, slug):
    """A release as it was frozen, or the tombstone of one removed. 1 query; 2 at other addresses."""
    try:
        page = release_page(get_language(), year, slug)
    except EditionText.DoesNotExist:
        return _elsewhere(request, whereabouts(get_language(), year, slug))
    return _answer(request, page)


@require_safe
def image(request, sha256):
    """A picture that some visible edition shows. 2 queries."""
    if not EditionText.objects.visible().on_a_page().filter(images__contains=[sha256]).exists():
        raise Http404
    picture = get_object_or_404(Image, sha256=sha256)
    kind, _encoding = guess_type(picture.file.name)
    with picture.file.open("rb") as file:  # whole, so that it gets an ETag like every public answer
        return HttpResponse(file.read(), content_type=kind)


def _answer(request, page):
    context = {"section": "news", "page": page, "text": page.text, "alternates": page.alternates}
    return render(request, page.template, context, status=page.status)


def _elsewhere(request, found):
    """Lead on from an address that shows no release now (`Whereabouts`)."""
    if found.tombstone:
        return _answer(request, found.tombstone)
    if found.redirect:  # public answers are revalidated, so a name that comes back makes no loop
        return redirect(found.redirect, permanent=True)
    links = [
        {"label": other.label, "url": other.url, "lang": other.code}
        for other in found.alternates
        if other.url
    ]
    if not links:
        raise Http404
    context = {"section": "news", "alternates": found.alternates, "links": links}
    return render(request, "newsroom/missing_translation.html", context, status=404)
