"""Accounts of the staff: whoever manages them makes nobody mightier than a role does."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from henlius.roles import ROLES

admin.site.unregister([User, Group])


@admin.register(User)
class StaffAdmin(UserAdmin):
    """People get what they may do by their groups; accounts are closed, never removed (CP-9)."""

    list_display = ["username", "first_name", "last_name", "roles", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    filter_horizontal = ["groups", "user_permissions"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=User._meta.get_field("groups").verbose_name)
    def roles(self, user):
        return ", ".join(group.name for group in user.groups.all()) or "–"

    def get_readonly_fields(self, request, obj=None):
        """Nobody changes their own role: an administrator who left it could sign (CP-4)."""
        fixed = [] if request.user.is_superuser else ["is_superuser", "user_permissions"]
        if obj == request.user:
            fixed = ["is_superuser", "user_permissions", "groups"]
        return [*super().get_readonly_fields(request, obj), *fixed]

    def has_change_permission(self, request, obj=None):
        is_beyond = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not is_beyond and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """Roles are what the migrations made them, their names too; other groups may stand beside."""

    def get_readonly_fields(self, request, obj=None):
        fixed = ["name", "permissions"] if obj and obj.name in ROLES else []
        return [*super().get_readonly_fields(request, obj), *fixed]
