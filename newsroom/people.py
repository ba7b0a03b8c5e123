"""Who works on a release, and who may sign it: the people to tell."""

from django.contrib.auth import get_user_model
from django.db.models import Q

from ledger.people import ADMINISTRATORS
from newsroom.enums import FACTS
from newsroom.scopes import SIGN_FACTS, SIGN_TEXTS


def people_of(release):
    """Return the set of users who wrote `release` or asked for its review. 1 query."""
    users = get_user_model().objects.filter(is_active=True)
    wrote = Q(pk__in=release.revisions.values("saved_by"))
    return set(users.filter(wrote | Q(pk__in=release.steps.filter(kind="asked").values("by"))))


def signers_of(edition):
    """Return the set of users whose role signs a needed part of `edition`. 3 queries at most."""
    scopes = set(edition.scopes.filter(is_needed=True).values_list("scope", flat=True))
    wanted = [SIGN_FACTS] * (FACTS in scopes) + [SIGN_TEXTS] * bool(scopes - {FACTS})
    return {user for permission in wanted for user in holders_of(permission)}


def holders_of(permission):
    """Return the active users who hold `permission` by their groups; administrators never. 1 query."""
    app, codename = permission.split(".")
    users = get_user_model().objects.filter(
        is_active=True,
        is_superuser=False,
        groups__permissions__codename=codename,
        groups__permissions__content_type__app_label=app,
    )
    return users.exclude(groups__name=ADMINISTRATORS).distinct()
