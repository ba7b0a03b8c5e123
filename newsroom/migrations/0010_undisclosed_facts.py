from pathlib import Path

from django.db import migrations

from ledger.operations import function_of, sql_file

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0009_word_files"),
        ("ledger", "0008_undisclosure_protection"),
    ]
    operations = [
        sql_file(
            SQL / "undisclosed_facts.sql",
            undo=function_of(SQL / "editions.sql", "newsroom_facts_first"),
        )
    ]
