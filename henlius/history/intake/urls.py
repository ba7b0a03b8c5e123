from django.urls import path

from henlius.history.intake import report_views, views

urlpatterns = [
    path("intake/", views.list_view, name="history_intake"),
    path("intake/<int:pk>/", report_views.report_view, name="history_intake_report"),
    path("intake/template.xlsx", views.workbook_view, name="history_intake_xlsx"),
    path("intake/template.csv", views.delimited_view, name="history_intake_csv"),
]
