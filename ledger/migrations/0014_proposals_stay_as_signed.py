from pathlib import Path

from django.db import migrations

from ledger.operations import sql_file

SQL = Path(__file__).resolve().parent.parent / "sql"

UNDO = """
SELECT ledger_unprotect('ledger_proposal');
DROP FUNCTION ledger_guard_proposal;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0013_what_a_signature_covers")]
    operations = [sql_file(SQL / "proposals.sql", undo=UNDO)]
