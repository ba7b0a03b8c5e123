from django.db import migrations

from henlius.roles import grant_roles


class Migration(migrations.Migration):
    dependencies = [
        ("henlius", "0002_roles_of_the_review"),
        ("newsroom", "0011_files_for_download"),
    ]
    operations = [migrations.RunPython(grant_roles, migrations.RunPython.noop)]
