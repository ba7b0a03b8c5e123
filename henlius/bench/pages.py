"""The page types that are measured: where they are, and how many queries each asks."""

from dataclasses import asdict, dataclass

from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from newsroom.models import EditionText
from newsroom.pages import news
from newsroom.paging import cursor_of
from products.models import Product

LOCALE = "en"


@dataclass(frozen=True)
class PageType:
    name: str
    path: str
    queries: int


def survey():
    """Return the number of `releases` that are public in `LOCALE`, and the `pages` as dicts.

    A page type for which this site has no address or no example is left out.
    """
    client = Client(headers={"host": "127.0.0.1"})
    with translation.override(LOCALE):
        paths = {name: _address(find) for name, find in FINDERS.items()}
    pages = [PageType(name, path, _queries(client, path)) for name, path in paths.items() if path]
    return {"releases": news(LOCALE).count(), "pages": [asdict(page) for page in pages]}


def _address(find):
    try:
        return find()
    except NoReverseMatch:
        return None


def _queries(client, path):
    """Count the queries of a second request: the first one fills what a process keeps."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


def _news_before(position):
    """The news page below the release that stands at `position`."""
    above = news(LOCALE)[position : position + 1].first()
    return above and f"{reverse('newsroom:release-list')}?before={cursor_of(above)}"


def _release():
    """The release that shows most from the register."""
    shown = news(LOCALE).annotate(bound=Count("edition__bindings"))
    most = shown.order_by("-bound", "pk").first()
    return most and most.get_absolute_url()


def _missing_translation():
    """A release that is public in another language only, at its address in `LOCALE`."""
    public = EditionText.objects.visible().news()
    here = public.in_language(LOCALE).values("edition")
    elsewhere = public.exclude(edition__in=here).order_by("pk").first()
    return elsewhere and elsewhere.get_absolute_url()


def _picture():
    """A picture of a release."""
    text = EditionText.objects.visible().exclude(images=[]).order_by("pk").first()
    return text and reverse("image", args=[text.images[0]])


def _of_product(name):
    """The page called `name` of the product with most wordings of indications."""
    wordings = Count("authorisations__indications__versions")
    most = Product.objects.annotate(wordings=wordings).order_by("-wordings", "pk").first()
    return most and reverse(name, args=[most.slug])


FINDERS = {
    "home": lambda: reverse("home"),
    "news list": lambda: reverse("newsroom:release-list"),
    "news half-way down": lambda: _news_before(news(LOCALE).count() // 2),
    "last news page": lambda: _news_before(max(0, news(LOCALE).count() - 11)),
    "release": _release,
    "picture": _picture,
    "products": lambda: reverse("products:product-list"),
    "product": lambda: _of_product("products:product-detail"),
    "indication history": lambda: _of_product("products:indication-history"),
    "pipeline": lambda: reverse("pipeline:pipeline"),
    "missing translation": _missing_translation,
    "not found": lambda: reverse("newsroom:release-detail", args=[2000, "nowhere"]),
}
