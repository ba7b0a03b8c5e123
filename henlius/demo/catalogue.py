from dataclasses import dataclass, field

from django.contrib.auth.models import Group, User

from henlius.demo.files import translations
from henlius.demo.plan import Plan
from henlius.demo.report import Report
from henlius.demo.sources import Citing

IMPORTER, REVIEWER = "register-import", "import-review"
REVIEWERS = ("communications-reviewers", "regulatory-reviewers")


@dataclass
class Catalogue:
    """The identities of the demo by the keys of its files; acts hang their facts on them."""

    by: User
    report: Report
    citing: Citing
    plan: Plan
    jurisdictions: dict = field(default_factory=dict)
    authorities: dict = field(default_factory=dict)
    organisations: dict = field(default_factory=dict)
    products: dict = field(default_factory=dict)
    authorisations: dict = field(default_factory=dict)
    indications: dict = field(default_factory=dict)
    assets: dict = field(default_factory=dict)
    programmes: dict = field(default_factory=dict)

    def ensure(self, model, defaults=None, **identity):
        """Return the record with this identity, made with `defaults` where it is missing."""
        record, made = model.objects.get_or_create(**identity, defaults=defaults)
        if made:
            self.report.writes(record)
        return record

    def chinese(self, table, key):
        """Return the Chinese of `key` from a table of the translations, or note that it is missing."""
        text = translations(table).get(key)
        if text is None:
            self.report.untranslated.append(f"{table} {key}")
        return text


def importer():
    """Return the account that records and writes the import; nobody can log in with it."""
    return _account(IMPORTER, "Register import")


def reviewer():
    """Return the account under which imported releases are signed; nobody can log in with it."""
    account = _account(REVIEWER, "Import review")
    account.groups.set(Group.objects.filter(name__in=REVIEWERS))
    return account


def _account(name, first_name):
    user, made = User.objects.get_or_create(username=name, defaults={"first_name": first_name})
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user
