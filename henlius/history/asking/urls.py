from django.urls import path

from henlius.history.asking import views

urlpatterns = [path("", views.ask_view, name="history_ask")]
