from django.db import migrations

from ledger.operations import append_only


class Migration(migrations.Migration):
    dependencies = [("ledger", "0005_signatures")]
    operations = [append_only("ledger_signature")]
