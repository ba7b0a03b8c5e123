from django.urls import path

from products import views

app_name = "products"

urlpatterns = [
    path("", views.product_list, name="product-list"),
    path("<slug:slug>/", views.product_detail, name="product-detail"),
    path("<slug:slug>/indications/", views.indication_history, name="indication-history"),
]
