from django.urls import path

from newsroom import views

app_name = "newsroom"

urlpatterns = [
    path("", views.release_list, name="release-list"),
    path("<int:year>/<slug:slug>/", views.release_detail, name="release-detail"),
]
