"""Where the site says that it lives."""

from django import template

from products.requests import origin

register = template.Library()
register.simple_tag(origin)
