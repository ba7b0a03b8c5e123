from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0007_review_protection")]
    operations = [
        migrations.AlterModelOptions(
            name="impact",
            options={
                "ordering": ["-pk"],
                "permissions": [("decide_impact", "Can decide about pages whose facts changed")],
                "verbose_name": "impact",
                "verbose_name_plural": "impacts",
            },
        ),
    ]
