"""People of the staff for tests of the admin."""

from django.contrib.auth.models import Group, User
from django.test import Client

from henlius.roles import ROLES


def member(role):
    """Return a staff user of the group `role`; of no group for "", a superuser for "root"."""
    user, made = User.objects.get_or_create(
        username=f"{role or 'nobody'}-member",
        defaults={"is_staff": True, "is_superuser": role == "root"},
    )
    if made and role in ROLES:
        user.groups.add(Group.objects.get(name=role))
    return user


def signed_in(role):
    """Return a `Client` on which a member of `role` is signed in."""
    client = Client()
    client.force_login(member(role))
    return client


def formset(prefix, *forms):
    """Return the POST data of a formset with `forms`, dicts by field name."""
    data = {
        f"{prefix}-TOTAL_FORMS": len(forms),
        f"{prefix}-INITIAL_FORMS": sum("id" in form for form in forms),
    }
    for number, form in enumerate(forms):
        data |= {f"{prefix}-{number}-{name}": value for name, value in form.items()}
    return data


PASSWORD = "a password of no worth"


def with_password(role):
    """Return a `Client` on which a member of `role` is signed in, who knows `PASSWORD`."""
    user = member(role)
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return signed_in(role)
