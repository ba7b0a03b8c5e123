"""What each role may do: duties, and the groups that hold them (`docs/roles.md` shows the table).

Migrations write it; a change here needs a new migration that grants again.
"""

from dataclasses import dataclass

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions

from ledger.people import ADMINISTRATORS

REGISTER = ("ledger", "products", "pipeline")
REFERENCE = [
    "products.jurisdiction",
    "products.organisation",
    "products.indicationconcept",
    "products.authority",
    "products.product",
    "pipeline.asset",
]
EDITORIAL = ["release", "image", "document", "boilerplate", "topic", "contact"]
BLOCKS = [
    "prose",
    "indicationlist",
    "productprofile",
    "pipelinetable",
    "figure",
    "download",
    "quote",
    "boilerplateblock",
    "references",
]


@dataclass(frozen=True)
class Duty:
    """Something that people do, in words, and the permissions that it takes."""

    words: str
    permissions: frozenset[str]


def _duty(words, *permissions):
    return Duty(words, frozenset(permissions))


def _all_of(names, *verbs):
    return {
        f"{app}.{verb}_{model}" for app, model in (n.split(".") for n in names) for verb in verbs
    }


WRITE = _duty(
    "Write releases, pictures and standing texts; ask for review",
    *_all_of([f"newsroom.{n}" for n in (*EDITORIAL, *BLOCKS)], "add", "change", "delete"),
)
TRANSLATE = _duty("Change the texts of releases, nothing else", "newsroom.translate_release")
PREVIEW = _duty("Preview what is not public", "newsroom.preview_release")
COMMENT = _duty("Comment on releases", "newsroom.comment_release")
SIGN_TEXTS = _duty("Sign the texts of releases", "newsroom.sign_texts")
SIGN_FACTS = _duty("Sign the facts of releases", "newsroom.sign_facts")
DECIDE = _duty("Decide about published pages whose facts changed", "newsroom.decide_impact")
RECORD = _duty(
    "Propose and sign changes of facts; disclose and undisclose them", "ledger.record_change"
)
KEEP_REFERENCE = _duty(
    "Keep reference data, programmes and translations of wordings",
    *_all_of(REFERENCE, "add", "change"),
    "pipeline.add_programme",
    "products.add_indicationtranslation",
)
PUBLISH = _duty("Publish, schedule and take back", "newsroom.publish_release")
PUBLISH_UNSIGNED = _duty("Publish unsigned in an emergency", "newsroom.publish_emergency")
ENTER_HOLIDAYS = _duty(
    "Enter holidays of the exchange",
    *_all_of(["newsroom.exchangeholiday"], "add", "change", "delete"),
)
SET_RULES = _duty(
    "Set which signatures are needed, and the windows of the exchange",
    "newsroom.change_signaturerule",
    *_all_of(["newsroom.exchangewindow"], "add", "change", "delete"),
)
MANAGE_ACCOUNTS = _duty("Manage accounts", *_all_of(["auth.user", "auth.group"], "add", "change"))
SEE_ACCOUNTS = _duty(
    "See accounts and the log of changes",
    *_all_of(["auth.user", "auth.group", "admin.logentry"], "view"),
)
DUTIES = (
    WRITE,
    TRANSLATE,
    PREVIEW,
    COMMENT,
    SIGN_TEXTS,
    SIGN_FACTS,
    RECORD,
    KEEP_REFERENCE,
    DECIDE,
    PUBLISH,
    PUBLISH_UNSIGNED,
    ENTER_HOLIDAYS,
    SET_RULES,
    MANAGE_ACCOUNTS,
    SEE_ACCOUNTS,
)
ROLES = {
    "editors": (WRITE, PREVIEW, COMMENT),
    "translators": (TRANSLATE, PREVIEW, COMMENT),
    "communications-reviewers": (PREVIEW, COMMENT, SIGN_TEXTS, DECIDE),
    "regulatory-reviewers": (PREVIEW, COMMENT, SIGN_FACTS, DECIDE, RECORD, KEEP_REFERENCE),
    "publishers": (PREVIEW, COMMENT, PUBLISH, PUBLISH_UNSIGNED, ENTER_HOLIDAYS),
    "auditors": (SEE_ACCOUNTS,),
    ADMINISTRATORS: (ENTER_HOLIDAYS, SET_RULES, MANAGE_ACCOUNTS, SEE_ACCOUNTS),
}
VIEWS = tuple(f"{app}.view_" for app in (*REGISTER, "newsroom"))  # of these, every role sees all
FORMER = {"communications": "editors", "regulatory": "regulatory-reviewers"}


def permissions_of(role):
    """Return the names of the permissions of a role, without the views that every role has."""
    return set().union(*(duty.permissions for duty in ROLES[role]))


def grant_roles(apps, schema_editor):
    """Make the groups and give each its permissions, and to all the view of what they work with.

    A permission that a later migration makes is given by the one that grants after it.
    """
    for config in installed.get_app_configs():
        create_permissions(config, apps=apps, verbosity=0)
    permissions = {
        f"{p.content_type.app_label}.{p.codename}": p
        for p in apps.get_model("auth", "Permission").objects.select_related("content_type")
    }
    views = {name for name in permissions if name.startswith(VIEWS)}
    for name in ROLES:
        group, _made = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        held = (views | permissions_of(name)) & permissions.keys()
        group.permissions.set([permissions[one] for one in held])


def revoke_roles(apps, schema_editor):
    """Leave the groups and their members, without permissions."""
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        group.permissions.clear()


def rename_roles(apps, schema_editor):
    """Give former groups the names of their roles; their members stay."""
    for former, name in FORMER.items():
        apps.get_model("auth", "Group").objects.filter(name=former).update(name=name)


def restore_names(apps, schema_editor):
    """Give the groups their former names back."""
    for former, name in FORMER.items():
        apps.get_model("auth", "Group").objects.filter(name=name).update(name=former)
