from django.db import migrations

from ledger.operations import append_only, recorded


class Migration(migrations.Migration):
    dependencies = [("pipeline", "0001_tables"), ("ledger", "0003_register")]
    operations = [
        recorded("pipeline_assetfacts", "asset_id"),
        recorded("pipeline_programmestage", "programme_id", "pipeline_programme"),
        recorded("pipeline_milestone"),
        recorded("pipeline_trial"),
        append_only("pipeline_programme"),
    ]
