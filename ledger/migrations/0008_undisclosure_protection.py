from pathlib import Path

from django.db import migrations

from ledger.operations import function_of, sql_file

SQL = Path(__file__).resolve().parent.parent / "sql"

UNDO = """
SELECT ledger_unprotect('ledger_undisclosure');
DROP TRIGGER ledger_turn ON ledger_undisclosure;
DROP FUNCTION ledger_guard_undisclosure, ledger_hides_again CASCADE;
DROP FUNCTION ledger_built_on, ledger_was_public;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0007_undisclosures")]
    operations = [
        sql_file(
            SQL / "undisclosures.sql",
            undo=UNDO + function_of(SQL / "register.sql", "ledger_guard_disclosure"),
        )
    ]
