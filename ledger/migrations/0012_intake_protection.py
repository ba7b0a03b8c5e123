from django.db import migrations

from ledger.operations import append_only


class Migration(migrations.Migration):
    dependencies = [("ledger", "0011_intake")]
    operations = [append_only("ledger_intake")]
