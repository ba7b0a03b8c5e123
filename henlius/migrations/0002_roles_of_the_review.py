from django.db import migrations

from henlius.roles import grant_roles, rename_roles, restore_names


class Migration(migrations.Migration):
    dependencies = [("henlius", "0001_roles"), ("newsroom", "0008_impact_decisions")]
    operations = [
        migrations.RunPython(rename_roles, restore_names),
        migrations.RunPython(grant_roles, migrations.RunPython.noop),
    ]
