from pathlib import Path

from django.db import migrations

from ledger.operations import sql_file

SQL = Path(__file__).resolve().parent.parent / "sql" / "functions.sql"


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        sql_file(
            SQL,
            undo="""
            DROP FUNCTION ledger_now();
            DROP FUNCTION ledger_text_hash(text);
            DROP FUNCTION ledger_date_fits(date, date, text);
            """,
        )
    ]
