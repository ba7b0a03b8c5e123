from django.urls import path

from henlius.history.proposing import views

urlpatterns = [
    path("propose/", views.propose_view, name="history_propose"),
    path("propose/rows/", views.rows_view, name="history_propose_rows"),
]
