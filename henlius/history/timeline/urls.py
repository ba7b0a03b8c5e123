from django.urls import path

from henlius.history.timeline.page import timeline_view

urlpatterns = [path("timeline/", timeline_view, name="history_timeline")]
