from pathlib import Path

from django.db import migrations

from ledger.operations import function_of, sql_file

FOLDER = Path(__file__).resolve().parent.parent / "sql"
SQL = FOLDER / "reviews.sql"

UNDO = """
SELECT ledger_unprotect(t) FROM unnest(ARRAY['newsroom_editionscope', 'newsroom_emergency', 'newsroom_impact',
  'newsroom_impactdecision']) t;
DROP FUNCTION newsroom_guard_history, newsroom_guard_emergency, newsroom_signed_first, newsroom_holds,
  newsroom_text_hash, newsroom_after_exchange CASCADE;
DROP TRIGGER newsroom_guard ON newsroom_editionscope;
""" + function_of(FOLDER / "editions.sql", "newsroom_guard_publication")
WITHOUT_FACTS = {"event"}  # an invitation or a fair states no regulated fact of its own
RULE = "Main Board Listing Rules of the Stock Exchange of Hong Kong, rule 2.07C(4)"
WINDOWS = [
    ("business", "06:00", "08:30"),
    ("business", "12:00", "12:30"),
    ("business", "16:30", "23:00"),
    ("eve", "18:00", "20:00"),
]


def add_rules(apps, schema_editor):
    rule = apps.get_model("newsroom", "SignatureRule")
    for kind, _label in apps.get_model("newsroom", "Release")._meta.get_field("kind").choices:
        rule.objects.get_or_create(kind=kind, defaults={"needs_facts": kind not in WITHOUT_FACTS})


def add_windows(apps, schema_editor):
    window = apps.get_model("newsroom", "ExchangeWindow")
    for day, opens, closes in WINDOWS:
        window.objects.get_or_create(day=day, opens=opens, closes=closes, defaults={"source": RULE})


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0006_reviews"), ("ledger", "0006_signature_protection")]
    operations = [
        sql_file(SQL, undo=UNDO),
        migrations.RunPython(add_rules, migrations.RunPython.noop),
        migrations.RunPython(add_windows, migrations.RunPython.noop),
    ]
