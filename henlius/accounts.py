"""The demo accounts: one person for each role, and a second of regulatory affairs."""

import json
import secrets

from django.conf import settings
from django.contrib.auth.models import Group, User

from henlius.secret import private

ROLES = {
    "communications-editor": ("Communications", "Editor", "editors"),
    "translator": ("Communications", "Translator", "translators"),
    "communications-reviewer": ("Communications", "Reviewer", "communications-reviewers"),
    "regulatory-1": ("Regulatory affairs", "One", "regulatory-reviewers"),
    "regulatory-2": ("Regulatory affairs", "Two", "regulatory-reviewers"),
    "publisher": ("Publisher", "", "publishers"),
    "auditor": ("Auditor", "", "auditors"),
    "administrator": ("Administrator", "", "administrators"),
}


def create_demo_accounts():
    """Create or renew the demo accounts with kept passwords; return `{user name: password}`.

    The passwords are made once, those of roles that came later too, and lie in the data folder,
    readable by its owner only, so that `make run` can show them again.
    """
    passwords = _kept_passwords()
    for name, password in passwords.items():
        first_name, last_name, group = ROLES[name]
        user, _created = User.objects.update_or_create(
            username=name,
            defaults={
                "first_name": first_name,
                "last_name": last_name,
                "email": f"{name}@example.com",
                "is_staff": True,
            },
        )
        if not user.check_password(password):
            user.set_password(password)
            user.save(update_fields=["password"])
        user.groups.add(Group.objects.get_or_create(name=group)[0])
    return passwords


def demo_passwords():
    """Return the kept `{user name: password}`, empty when this folder holds no demo."""
    file = _file()
    return json.loads(file.read_text()) if file.exists() else {}


def lacks_accounts():
    """Return whether this folder holds a demo from before some of the roles."""
    kept = demo_passwords()
    return bool(kept) and not ROLES.keys() <= kept.keys()


def _kept_passwords():
    kept = demo_passwords()
    passwords = {name: kept.get(name) or secrets.token_urlsafe(9) for name in ROLES}
    with open(_file(), "w", opener=private) as file:
        json.dump(passwords, file)
    return passwords


def _file():
    return settings.DATA_DIR / "demo-accounts.json"
