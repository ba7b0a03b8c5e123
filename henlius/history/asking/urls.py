"""Each question has a page, and the same address with `.json` for machines."""

from django.urls import path

from henlius.history.asking.comparing_views import compare_view
from henlius.history.asking.depending_views import depending_json, depending_view
from henlius.history.asking.record_views import record_json, record_view
from henlius.history.asking.shown_views import shown_json, shown_view
from henlius.history.asking.views import AS_KNOWN, ASK, IN_FORCE, ask, ask_json

urlpatterns = [
    path("", ask(ASK), name="history_ask"),
    path("ask.json", ask_json(ASK), name="history_ask_json"),
    path("compare/", compare_view, name="history_compare"),
    path("in-force/", ask(IN_FORCE), name="history_in_force"),
    path("in-force.json", ask_json(IN_FORCE), name="history_in_force_json"),
    path("as-known/", ask(AS_KNOWN), name="history_as_known"),
    path("as-known.json", ask_json(AS_KNOWN), name="history_as_known_json"),
    path("shown/", shown_view, name="history_shown"),
    path("shown.json", shown_json, name="history_shown_json"),
    path("record/<str:label>/<int:pk>/", record_view, name="history_record"),
    path("record/<str:label>/<int:pk>.json", record_json, name="history_record_json"),
    path("dependents/", depending_view, name="history_dependents"),
    path("dependents.json", depending_json, name="history_dependents_json"),
]
