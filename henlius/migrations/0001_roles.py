from django.db import migrations

from henlius.roles import grant_roles, revoke_roles


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("ledger", "0004_record_change_permission"),
        ("products", "0002_protection"),
        ("pipeline", "0002_protection"),
        ("newsroom", "0003_edition_images"),
    ]
    operations = [migrations.RunPython(grant_roles, revoke_roles)]
