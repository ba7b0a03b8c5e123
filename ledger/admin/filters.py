"""Filters of the lists."""

from django.contrib import admin

MOST = 60


class FewFilter(admin.RelatedFieldListFilter):
    """A filter by a related record, offered while there are few enough to choose among. 1 query."""

    def field_choices(self, field, request, model_admin):
        rows = list(field.remote_field.model._default_manager.all()[: MOST + 1])
        return [(row.pk, str(row)) for row in rows] if len(rows) <= MOST else []
