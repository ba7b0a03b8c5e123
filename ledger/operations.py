"""Migration operations that put a table under the register's protection, and grants with it."""

from pathlib import Path

from django.db.migrations import RunSQL


def sql_file(path, *, undo):
    """Run a whole `.sql` file; `undo` is the SQL that takes it back."""
    return RunSQL(Path(path).read_text(), undo)


def function_of(path, name):
    """Return the statement that puts a PL/pgSQL function back as a merged `.sql` file made it."""
    text = Path(path).read_text()
    start = text.index(f"CREATE FUNCTION {name}(")
    end = text.index("END $$;", start) + len("END $$;")
    return text[start:end].replace("CREATE", "CREATE OR REPLACE", 1)


def recorded(table, identity="id", identity_table=None):
    """Protect a table of `Recorded` rows: guarded inserts and closings, no delete, sealed content.

    `identity` is the integer column for which INV-13 orders disclosures, the row's own by default.
    `identity_table` is the append-only table that it points to, sealed with each version.
    """
    target = f"'{identity_table}'" if identity_table else "NULL"
    return RunSQL(
        f"SELECT ledger_protect_recorded('{table}', '{identity}', {target})",
        f"SELECT ledger_unprotect('{table}')",
    )


def append_only(table, updatable=()):
    """Protect an append-only table; columns in `updatable` may change under a trigger of their own."""
    columns = "{" + ",".join(updatable) + "}"
    return RunSQL(
        f"SELECT ledger_protect_append_only('{table}', '{columns}')",
        f"SELECT ledger_unprotect('{table}')",
    )
