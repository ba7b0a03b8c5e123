"""What each role may do. Migration `0001_roles` writes it; a change here needs a new migration."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions

REGISTER = ("ledger", "products", "pipeline")
REFERENCE = [
    "products.jurisdiction",
    "products.organisation",
    "products.indicationconcept",
    "products.authority",
    "products.product",
    "pipeline.asset",
]
EDITORIAL = ["release", "image", "boilerplate", "topic", "contact"]
BLOCKS = [
    "prose",
    "indicationlist",
    "productprofile",
    "pipelinetable",
    "figure",
    "quote",
    "boilerplateblock",
    "references",
]


def _all_of(names, *verbs):
    return {
        f"{app}.{verb}_{model}" for app, model in (n.split(".") for n in names) for verb in verbs
    }


WRITING = _all_of([f"newsroom.{n}" for n in (*EDITORIAL, *BLOCKS)], "add", "change", "delete")
ROLES = {
    "communications": WRITING | {"newsroom.preview_release"},
    "regulatory": _all_of(REFERENCE, "add", "change")
    | {
        "ledger.record_change",
        "newsroom.preview_release",
        "pipeline.add_programme",
        "products.add_indicationtranslation",
    },
    "publishers": {"newsroom.preview_release", "newsroom.publish_release"},
}
SEEN_BY_ALL = (*REGISTER, "newsroom")


def grant_roles(apps, schema_editor):
    """Make the groups and give each its permissions, and to all the view of what they work with."""
    for config in installed.get_app_configs():
        create_permissions(config, apps=apps, verbosity=0)
    permissions = {
        f"{p.content_type.app_label}.{p.codename}": p
        for p in apps.get_model("auth", "Permission").objects.select_related("content_type")
    }
    views = [
        permission
        for name, permission in permissions.items()
        if name.startswith(tuple(f"{app}.view_" for app in SEEN_BY_ALL))
    ]
    for name, granted in ROLES.items():
        group, _made = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.set([*views, *(permissions[one] for one in granted)])


def revoke_roles(apps, schema_editor):
    """Leave the groups and their members, without permissions."""
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        group.permissions.clear()
