from django.urls import path

from henlius.history.due.views import due_view

urlpatterns = [path("due/", due_view, name="history_due")]
