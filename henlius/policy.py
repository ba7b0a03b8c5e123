"""Who may call which address. A URL without a line here fails `tests/henlius/test_policy.py`."""

from enum import Enum


class Audience(Enum):
    PUBLIC = "public"  # anyone, without a cookie; reads only what the one gate lets through
    STAFF = "staff"  # signed-in people, by their permissions
    MACHINE = "machine"  # whatever watches over the process


POLICY = {
    "root": Audience.PUBLIC,
    "home": Audience.PUBLIC,
    "newsroom:release-list": Audience.PUBLIC,
    "newsroom:release-detail": Audience.PUBLIC,
    "newsroom:feed-atom": Audience.PUBLIC,
    "newsroom:feed-rss": Audience.PUBLIC,
    "newsroom:verify": Audience.PUBLIC,
    "image": Audience.PUBLIC,
    "document": Audience.PUBLIC,
    "products:product-list": Audience.PUBLIC,
    "products:product-detail": Audience.PUBLIC,
    "products:indication-history": Audience.PUBLIC,
    "pipeline:pipeline": Audience.PUBLIC,
    "set_language": Audience.STAFF,
    "livez": Audience.MACHINE,
    "readyz": Audience.MACHINE,
}
STAFF_NAMESPACE = "admin:"  # its site asks for a staff account at every address but the login


def audience_of(view_name):
    """Return the `Audience` of a URL by its name with namespaces, or None without a line."""
    if view_name.startswith(STAFF_NAMESPACE):
        return Audience.STAFF
    return POLICY.get(view_name)
