from pathlib import Path

from django.db import migrations

from ledger.operations import sql_file

SQL = Path(__file__).resolve().parent.parent / "sql" / "editions.sql"

UNDO = """
SELECT ledger_unprotect(t) FROM unnest(ARRAY['newsroom_edition', 'newsroom_editiontext', 'newsroom_binding',
  'newsroom_publication']) t;
DROP TRIGGER newsroom_turn ON newsroom_publication;
DROP FUNCTION newsroom_guard_edition, newsroom_guard_part, newsroom_guard_publication, newsroom_facts_first CASCADE;
DROP FUNCTION newsroom_rests_on;
"""


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0001_tables"), ("ledger", "0003_register")]
    operations = [sql_file(SQL, undo=UNDO)]
