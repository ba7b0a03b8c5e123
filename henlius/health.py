"""Answers for whatever watches over the process: `/livez` and `/readyz`."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def livez(request):
    """The process answers; it says nothing about the database."""
    return HttpResponse("alive\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request):
    """The database can be reached and every migration is applied; else 503 with the reason."""
    reason = _unready()
    return HttpResponse(
        f"{reason or 'ready'}\n", status=503 if reason else 200, content_type="text/plain"
    )


def _unready():
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError:
        connection.close()
        return "the database cannot be reached"
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "migrations are not applied"
    return ""
