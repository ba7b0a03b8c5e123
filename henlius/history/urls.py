"""The addresses of the workspace, each under `/admin/history/`, named `admin:history_...`."""

urlpatterns = []
