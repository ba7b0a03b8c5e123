"""The upper floor: a view that answers any address of the site with the kept page."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpResponse
from django.urls import re_path

from henlius.bench.floors import BODY


def page(request):
    return HttpResponse(BODY)


# Under the name of a public page, so that the middleware treats it like one.
urlpatterns = i18n_patterns(re_path("", page, name="home"))
