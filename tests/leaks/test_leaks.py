"""Nothing of what is not public shows, anywhere, to anybody, however the question is put."""

from functools import partial

import pytest
from django.contrib.auth.models import User
from django.test import Client, override_settings
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.translation import get_language_from_path, override

from newsroom.models import Release
from tests.leaks import crawling
from tests.leaks.planting import (
    NOT_TEXT,
    PREFIX,
    markers_made,
    models_of_ours,
    planted_columns,
    unplanted,
)
from tests.leaks.world import hidden_world, public_world
from tests.staff import signed_in

# Those who may not preview what is coming; "" is staff without a role.
ROLES = ("", "auditors", "administrators")
STRING = PREFIX.encode()

pytestmark = pytest.mark.timeout(300)  # one fixture asks everything, for all tests


class Asked:
    """Every public address asked in every way, before anything was planted, and after."""

    def __init__(self):
        public_world()
        self.before = everything()
        self.hidden = hidden_world()
        self.after = everything()


def everything():
    """Return `{(address, how): answer}`."""
    client = Client()
    found = crawling.crawl(client)
    answers = {(address, "GET"): answer for address, answer in found.items()}
    for address in found:
        for how, ask in crawling.ways(address):
            answers[address, how] = crawling.answered(ask(client))
    return answers


@pytest.fixture(scope="module")
def asked(own_database, tmp_path_factory):
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield Asked()


@pytest.fixture(autouse=True)
def in_the_same_database(asked, shared):
    """Every test asks the planted database, and leaves it as it is."""


def leaks(answers):
    """Return the keys of `answers` in which a planted string stands."""
    return [
        key
        for key, (_status, headers, body) in answers.items()
        if STRING in body.lower() or any(PREFIX in str(pair).lower() for pair in headers.items())
    ]


def test_every_text_of_every_model_is_planted(asked):
    assert unplanted() == []


def test_what_is_listed_as_no_text_is_there():
    names = {
        name
        for model in models_of_ours()
        for field in model._meta.concrete_fields
        for name in (field.name, f"{model.__name__}.{field.name}")
    }
    assert NOT_TEXT.keys() - names == set()


def test_no_planted_string_shows(asked):
    assert leaks(asked.after) == []


def test_nothing_differs_by_what_is_hidden(asked, capsys):
    different = [
        (key, asked.before.get(key), asked.after.get(key))
        for key in asked.before.keys() | asked.after.keys()
        if asked.before.get(key) != asked.after.get(key)
    ]

    assert different == []
    with capsys.disabled():
        print(
            f"\n  leak test: {2 * len(asked.after)} requests, {len({a for a, _how in asked.after})}"
            f" addresses, {markers_made()} planted strings in {planted_columns()} columns"
        )


def test_the_crawl_reaches_every_public_address(asked):
    reached = set()
    for (address, how), (status, _headers, _body) in asked.after.items():
        path = address.partition("?")[0]
        if how == "GET" and status in (200, 302):
            with override(get_language_from_path(path)):
                reached.add(resolve(path).view_name)

    assert set(crawling.PUBLIC_NAMES) - reached == set()


def test_the_strings_would_be_seen(asked):
    """Whoever may preview the draft meets them: what is looked for is there to be found."""
    release = Release.objects.get(slug=asked.hidden.slugs[0])
    address = reverse("admin:newsroom_release_change", args=[release.pk])

    answer = crawling.answered(signed_in("editors").get(address))

    assert leaks({("draft", "GET"): answer}) == [("draft", "GET")]


def hidden_addresses(hidden, year):
    for language in ("en", "zh-hans"):
        yield from (f"/{language}/news/{year}/{slug}/" for slug in hidden.slugs)
        yield from (f"/{language}/products/{slug}/" for slug in hidden.products)
        yield from (f"/{language}/products/{slug}/indications/" for slug in hidden.products)
    yield from (f"/images/{sha256}" for sha256 in hidden.images)
    yield from (f"/files/{sha256}/{name}.pdf" for sha256, name in hidden.documents)


def test_a_hidden_address_answers_like_one_that_never_was(asked):
    client = Client()
    for address in hidden_addresses(asked.hidden, timezone.localdate().year):
        nowhere = unlike(address)
        for ask in (client.get, client.head, partial(client.get, HTTP_IF_NONE_MATCH="*")):
            there, never = (crawling.answered(ask(each)) for each in (address, nowhere))
            assert there[0] == 404
            assert masked(there, address) == masked(never, nowhere), address


def unlike(address):
    """Return an address of the same form and length at which there never was anything."""
    parts = address.split("/")
    at = 2 if parts[1] in ("images", "files") else 4 if parts[2] == "news" else 3
    parts[at] = "0" * 64 if parts[1] in ("images", "files") else "y" * len(parts[at])
    return "/".join(parts)


def masked(answer, address):
    status, headers, body = answer
    named = {
        name: value.replace(address, "HERE") for name, value in headers.items() if name != "ETag"
    }
    for part in {address, *address.split("/")}:
        if len(part) > 8 and part != "indications":
            body = body.replace(part.encode(), b"HERE")
    return status, named, body


def test_a_removed_release_leaves_its_note_alone(asked):
    for language in ("en", "zh-hans"):
        address = f"/{language}/news/{timezone.localdate().year}/{asked.hidden.removed_slug}/"
        response = Client().get(address)
        slug = asked.hidden.removed_slug.encode()

        assert response.status_code == 410
        assert STRING not in response.content.replace(slug, b"")
        assert b"A public note" in response.content


@pytest.mark.parametrize("role", ROLES)
def test_roles_without_preview_see_what_everybody_sees(asked, role):
    answers = {(a, "GET"): answer for a, answer in crawling.crawl(signed_in(role)).items()}

    assert answers == {key: answer for key, answer in asked.after.items() if key[1] == "GET"}


def test_somebody_with_an_account_alone_sees_what_everybody_sees(asked):
    client = Client()
    client.force_login(User.objects.get_or_create(username="reader")[0])

    answers = {(a, "GET"): answer for a, answer in crawling.crawl(client).items()}

    assert answers == {key: answer for key, answer in asked.after.items() if key[1] == "GET"}
