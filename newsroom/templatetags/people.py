from django import template

from newsroom.labels import name_of

register = template.Library()


@register.filter
def person(user):
    """Return the name of somebody of the staff as it is printed; nobody has none."""
    return name_of(user) if user else ""
