"""The addresses of the workspace, each under `/admin/history/`, named `admin:history_...`."""

from henlius.history.asking import urls as asking
from henlius.history.due import urls as due
from henlius.history.exports import urls as exports
from henlius.history.intake import urls as intake
from henlius.history.proposing import urls as proposing
from henlius.history.timeline import urls as timeline

urlpatterns = [
    *asking.urlpatterns,
    *due.urlpatterns,
    *timeline.urlpatterns,
    *exports.urlpatterns,
    *proposing.urlpatterns,
    *intake.urlpatterns,
]
