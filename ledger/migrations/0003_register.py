from pathlib import Path

from django.db import migrations

from ledger.operations import sql_file

SQL = Path(__file__).resolve().parent.parent / "sql"

DROP_REGISTER = """
DROP TABLE ledger_recordedtable;
DROP FUNCTION ledger_begin, ledger_seal, ledger_guard_row, ledger_guard_citation, ledger_guard_disclosure,
  ledger_disclosure_order, ledger_take_turn, ledger_refuse CASCADE;
DROP FUNCTION ledger_verify, ledger_mends, ledger_hash, ledger_content, ledger_opens_rows, ledger_is_running;
"""
DROP_PROTECTION = """
SELECT ledger_unprotect(t) FROM unnest(ARRAY['ledger_sourcedocument', 'ledger_changeset', 'ledger_citation',
  'ledger_seal', 'ledger_disclosure']) t;
DROP FUNCTION ledger_unprotect, ledger_protect_recorded, ledger_protect_append_only, ledger_restrict;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_tables")]
    operations = [
        sql_file(SQL / "register.sql", undo=DROP_REGISTER),
        sql_file(SQL / "protection.sql", undo=DROP_PROTECTION),
    ]
