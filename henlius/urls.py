"""The addresses of the site; `henlius.policy` says who may call which."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.admin.views.decorators import staff_member_required
from django.urls import include, path, re_path
from django.views.i18n import set_language

from henlius import health, views
from newsroom.downloads import document
from newsroom.views import home, image

handler400 = "henlius.views.bad_request"

urlpatterns = [
    path("", views.root, name="root"),
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    re_path(r"^images/(?P<sha256>[0-9a-f]{64})$", image, name="image"),
    re_path(r"^files/(?P<sha256>[0-9a-f]{64})/(?P<name>[-\w]+)\.pdf$", document, name="document"),
    path("admin/", admin.site.urls),
    path("i18n/setlang/", staff_member_required(set_language), name="set_language"),
    *i18n_patterns(
        path("", home, name="home"),
        path("news/", include("newsroom.urls")),
        path("products/", include("products.urls")),
        path("pipeline/", include("pipeline.urls")),
    ),
]
