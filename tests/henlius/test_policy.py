"""Every address has a line in the policy, and keeps to it."""

import pytest
from django.http import HttpResponse
from django.urls import NoReverseMatch, URLPattern, get_resolver, path, reverse

from henlius.policy import POLICY, Audience, audience_of


def view_names(patterns, namespaces=()):
    """Yield the name, with namespaces, of every URL under `patterns`; its function where unnamed."""
    for entry in patterns:
        if isinstance(entry, URLPattern):
            yield ":".join([*namespaces, entry.name or entry.lookup_str])
        else:
            inner = [*namespaces, entry.namespace] if entry.namespace else namespaces
            yield from view_names(entry.url_patterns, inner)


def without_line(patterns):
    return [name for name in view_names(patterns) if audience_of(name) is None]


def test_every_url_has_a_line():
    assert without_line(get_resolver().url_patterns) == []


def test_url_without_a_line_is_found():
    forgotten = [path("a/", HttpResponse, name="forgotten"), path("b/", HttpResponse)]

    assert without_line(forgotten) == ["forgotten", "django.http.response.HttpResponse"]


def test_every_line_has_a_url():
    assert set(POLICY) - set(view_names(get_resolver().url_patterns)) == set()


def public_addresses():
    samples = {"slug": "nothing", "year": 2025, "sha256": "0" * 64, "name": "nothing"}
    arguments = {
        "newsroom:release-detail": ["year", "slug"],
        "image": ["sha256"],
        "document": ["sha256", "name"],
        "products:product-detail": ["slug"],
        "products:indication-history": ["slug"],
    }
    names = [name for name, audience in POLICY.items() if audience is Audience.PUBLIC]
    return [
        reverse(name, args=[samples[each] for each in arguments.get(name, [])]) for name in names
    ]


@pytest.mark.parametrize("address", public_addresses())
def test_public_address_knows_no_visitor(db, client, admin_user, address):
    response = client.get(address)
    client.force_login(admin_user)
    as_staff = client.get(address)

    assert response.headers["Cache-Control"] == "no-cache"
    assert not response.cookies
    assert not as_staff.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert (response.status_code, response.content) == (as_staff.status_code, as_staff.content)
    assert response.headers.items() == as_staff.headers.items()


@pytest.mark.parametrize("address", public_addresses())
def test_public_address_only_reads(db, client, address):
    assert client.post(address).status_code == 405


def staff_addresses():
    for name in view_names(get_resolver().url_patterns):
        if audience_of(name) is not Audience.STAFF or name in ("admin:login", "admin:logout"):
            continue
        try:
            yield name, reverse(name)
        except NoReverseMatch:
            continue


def test_staff_addresses_send_others_to_the_login(db, client):
    shown = {name: client.get(address) for name, address in staff_addresses()}

    assert {name for name, response in shown.items() if response.status_code != 302} == set()
    assert {response.url.partition("?")[0] for response in shown.values()} == {"/admin/login/"}
