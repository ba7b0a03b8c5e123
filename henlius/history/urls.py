"""The addresses of the workspace, each under `/admin/history/`, named `admin:history_...`."""

from henlius.history.asking import urls as asking
from henlius.history.timeline import urls as timeline

urlpatterns = [*asking.urlpatterns, *timeline.urlpatterns]
