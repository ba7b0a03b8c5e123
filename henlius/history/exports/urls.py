"""The page of exports, and an address for each format."""

from django.urls import path

from henlius.history.exports.formats import FORMATS
from henlius.history.exports.views import export_view, file_view

urlpatterns = [
    path("export/", export_view, name="history_export"),
    *(
        path(f"export/dossier.{suffix}", file_view(suffix), name=f"history_export_{suffix}")
        for suffix in FORMATS
    ),
]
