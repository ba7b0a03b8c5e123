"""The frame of addresses: languages, conditional requests, what does not exist."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains


@pytest.mark.parametrize(
    ("accepted", "home"),
    (
        ("", "/en/"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "/zh-hans/"),
        ("zh", "/zh-hans/"),
        ("en-GB,zh;q=0.5", "/en/"),
        ("fr,de;q=0.9", "/en/"),
        ("fr, zh-Hans;q=0.4, en;q=0.2", "/zh-hans/"),
        ("*", "/en/"),
        ("☃;q=☃", "/en/"),
    ),
)
def test_root_redirects_by_accept_language(client, accepted, home):
    response = client.get("/", headers={"Accept-Language": accepted})

    assert (response.status_code, response.url) == (302, home)
    assert response.headers["Vary"] == "Accept-Language"
    assert not response.cookies


def test_root_ignores_the_language_of_the_admin(client):
    client.cookies["django_language"] = "zh-hans"

    assert client.get("/", headers={"Accept-Language": "en"}).url == "/en/"


@pytest.mark.parametrize("language", ("fr", "zh-hant", "zh-cn", "EN"))
def test_unknown_language_does_not_exist(client, language):
    response = client.get(f"/{language}/products/")

    assert response.status_code == 404
    assert response.headers["Cache-Control"] == "no-cache"


def test_page_is_revalidated_by_its_bytes(db, client):
    page = client.get("/en/products/")

    again = client.get("/en/products/", headers={"If-None-Match": page.headers["ETag"]})
    other = client.get("/zh-hans/products/", headers={"If-None-Match": page.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == page.headers["ETag"]
    assert other.status_code == 200


def test_head_answers_as_get(db, client):
    got, head = client.get("/en/pipeline/"), client.head("/en/pipeline/")

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == got.headers["ETag"]


def test_admin_language_is_for_staff(db, client, admin_user):
    choice = {"language": "zh-hans", "next": "/admin/"}
    before = client.post("/i18n/setlang/", choice)
    client.force_login(admin_user)

    after = client.post("/i18n/setlang/", choice)

    assert before.url == "/admin/login/?next=/i18n/setlang/"
    assert after.url == "/admin/"
    assert client.cookies["django_language"].value == "zh-hans"


def test_fault_is_shown_in_the_frame_and_says_nothing(db, client, monkeypatch):
    monkeypatch.setattr("products.views.product_cards", lambda locale: 1 / 0)
    client.raise_request_exception = False

    response = client.get("/zh-hans/products/")

    assert response.status_code == 500
    assert response.headers["Cache-Control"] == "no-cache"
    assertContains(response, '<section lang="zh-hans">', status_code=500)
    assertNotContains(response, "ZeroDivision", status_code=500)


def test_unknown_host_is_refused_in_the_frame(client):
    response = client.get("/en/products/", headers={"Host": "elsewhere.example"})

    assertContains(response, "error-page", status_code=400)


@pytest.mark.parametrize(
    "path", ("/wp-login.php", "/en/nothing/", "/zh-hans/products/%00/", "/en/products/a b/")
)
def test_unknown_address_is_shown_in_the_frame(db, client, path):
    response = client.get(path)

    assertContains(response, "error-page", status_code=404)
    assert not response.cookies
