"""Answers for whatever watches over the process: `/livez` and `/readyz`."""

from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from henlius.history.exports.pdf import hindrance


class UnreadyError(Exception):
    """The site cannot serve yet; the message is the reason."""


@require_safe
@never_cache
def livez(request):
    """The process answers; this says nothing about the database."""
    return HttpResponse("alive\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request):
    """The database answers and every migration is applied; else 503 with the reason.

    What works without failing the rest, PDFs that cannot be made, is told beside "ready".
    """
    try:
        _confirm_database()
        _confirm_migrations()
    except (UnreadyError, DatabaseError) as error:
        connection.close()
        reason = error if isinstance(error, UnreadyError) else "the database does not answer"
        return HttpResponse(f"{reason}\n", status=503, content_type="text/plain")
    no_pdf = f", without PDF: {hindrance()}" if hindrance() else ""
    return HttpResponse(f"ready{no_pdf}\n", content_type="text/plain")


def _confirm_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


@cache
def _confirm_migrations():
    """Raise until every migration is applied; after that the process need not ask again."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise UnreadyError("migrations are not applied")
