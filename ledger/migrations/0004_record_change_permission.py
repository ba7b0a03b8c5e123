from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_register")]
    operations = [
        migrations.AlterModelOptions(
            name="changeset",
            options={
                "ordering": ["-seq"],
                "permissions": [("record_change", "Can record changes to the register")],
                "verbose_name": "change set",
                "verbose_name_plural": "change sets",
            },
        ),
    ]
