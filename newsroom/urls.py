from django.urls import path, register_converter
from django.urls.converters import IntConverter

from newsroom import views
from newsroom.feeds import AtomNews, RssNews
from newsroom.verification import verify


class YearConverter(IntConverter):
    regex = "[12][0-9]{3}"


register_converter(YearConverter, "year")

app_name = "newsroom"

urlpatterns = [
    path("", views.release_list, name="release-list"),
    path("feed.atom", AtomNews(), name="feed-atom"),
    path("feed.rss", RssNews(), name="feed-rss"),
    path("verify/", verify, name="verify"),
    path("<year:year>/<slug:slug>/", views.release_detail, name="release-detail"),
]
