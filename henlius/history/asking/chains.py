"""Which record replaced which: r -> r' -> r'' (Q4)."""

from django.db import connection

from ledger.models import Recorded, Version

# A row replaces those that its change set closed, of the same identity and for days of its own;
# a correction may have moved the days. A fact without identity is matched by what it is about.
CHAIN = """
WITH RECURSIVE chain (asked, id) AS (
    SELECT id, id FROM {table} WHERE id = ANY(%s)
    UNION
    SELECT chain.asked, found.id
    FROM chain
    CROSS JOIN LATERAL (
        SELECT other.id FROM {table} own JOIN {table} other ON {step} AND {same}
        WHERE own.id = chain.id
        OFFSET 0  -- keeps it apart: the planner guesses at a chain, and would read the whole table
    ) found
)
SELECT asked, id FROM chain ORDER BY asked, id
"""
DIRECT = """
SELECT own.id, other.id
FROM {table} own
JOIN {table} other ON {step} AND {same}
WHERE own.id = ANY(%s)
ORDER BY own.id, other.id
"""
BEFORE = "other.closed_by_id = own.opened_by_id"
AFTER = "other.opened_by_id = own.closed_by_id"
DAYS = """(other.valid && own.valid OR EXISTS (
    SELECT FROM ledger_changeset WHERE seq = greatest(other.opened_by_id, own.opened_by_id)
    AND kind = 'correction'))"""


def before(model: type[Recorded], keys) -> dict[int, list[int]]:
    """Return `{key: keys of the row and all that it replaced}` for rows of `model`. 1 query."""
    return _read(CHAIN, model, keys, BEFORE)


def after(model: type[Recorded], keys) -> dict[int, list[int]]:
    """Return `{key: keys of the row and all that replaced it}` for rows of `model`. 1 query."""
    return _read(CHAIN, model, keys, AFTER)


def direct(model: type[Recorded], keys) -> dict[int, list[int]]:
    """Return `{key: keys of the rows that it replaced itself}` for rows of `model`. 1 query."""
    return _read(DIRECT, model, keys, BEFORE)


def _read(statement, model, keys, step):
    name = connection.ops.quote_name(model._meta.db_table)
    statement = statement.format(table=name, step=step, same=_same(model))
    found = {key: [] for key in keys}
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(keys)])
        for asked, key in cursor.fetchall():
            found[asked].append(key)
    return found


def _same(model):
    if issubclass(model, Version):
        column = model._meta.get_field(model.identity).column
        return f"other.{column} = own.{column} AND {DAYS}"
    columns = [column.column for column in model._meta.concrete_fields if _tells(column)]
    return " AND ".join(f"other.{name} IS NOT DISTINCT FROM own.{name}" for name in columns)


def _tells(column):
    """Whether `column` names what a row is about; a record that it points to may itself be replaced."""
    is_named = column.is_relation and column.name not in Recorded.bookkeeping
    return is_named and not issubclass(column.related_model, Recorded)
