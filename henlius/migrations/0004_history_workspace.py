from django.db import migrations

from henlius.roles import grant_roles


class Migration(migrations.Migration):
    dependencies = [
        ("henlius", "0003_files_for_download"),
        ("ledger", "0010_proposal_protection"),
        ("products", "0005_protect_what_lies_ahead"),
    ]
    operations = [migrations.RunPython(grant_roles, migrations.RunPython.noop)]
