"""Which tables a change set touches."""

from django.apps import apps
from django.db import connection

from ledger.models import Recorded

COUNTS = """SELECT '{table}', count(*) FILTER (WHERE opened_by_id = %(seq)s),
count(*) FILTER (WHERE closed_by_id = %(seq)s)
FROM {table} WHERE opened_by_id = %(seq)s OR closed_by_id = %(seq)s"""


def recorded_models():
    """Return every model of register rows, in the order of their tables."""
    models = [model for model in apps.get_models() if issubclass(model, Recorded)]
    return sorted(models, key=lambda model: model._meta.db_table)


def tables_touched(change_set):
    """Return `{model: (rows opened, rows closed)}` of the tables that `change_set` touches. 1 query."""
    models = {model._meta.db_table: model for model in recorded_models()}
    counts = " UNION ALL ".join(COUNTS.format(table=table) for table in models)
    with connection.cursor() as cursor:
        cursor.execute(counts, {"seq": change_set.pk})
        found = {table: (opened, closed) for table, opened, closed in cursor.fetchall()}
    return {model: found[table] for table, model in models.items() if any(found[table])}
