"""What every answer carries, and what the settings refuse."""

import runpy

import pytest
from django.conf import settings

from henlius.checks import two_database_roles


def test_answers_carry_a_strict_policy(client):
    policy = client.get("/livez")["Content-Security-Policy"]

    assert sorted(policy.split("; ")) == [
        "base-uri 'none'",
        "default-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self' data:",
        "object-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
    ]


def test_answers_carry_security_headers(client):
    response = client.get("/livez")

    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ("/livez", "/", "/nothing", "/admin/"))
def test_every_answer_denies_what_no_page_asks_for(client, path):
    assert client.get(path)["Permissions-Policy"] == (
        "camera=(), microphone=(), geolocation=(), browsing-topics=()"
    )


def test_strict_transport_is_for_https_only(client):
    assert "Strict-Transport-Security" not in client.get("/livez")
    assert client.get("/livez", secure=True)["Strict-Transport-Security"] == (
        "max-age=63072000; includeSubDomains; preload"
    )


@pytest.mark.parametrize(
    ("declared", "believed"), (("", None), ("1", ("HTTP_X_FORWARDED_PROTO", "https")))
)
def test_word_of_a_proxy_counts_only_where_one_is_declared(monkeypatch, declared, believed):
    monkeypatch.setenv("HENLIUS_HTTPS", declared)

    read = runpy.run_path(settings.BASE_DIR / "henlius" / "settings.py")

    assert read["SECURE_PROXY_SSL_HEADER"] == believed


def test_nothing_falls_back_to_another_language():
    assert [code for code, _name in settings.LANGUAGES] == ["en", "zh-hans"]
    assert settings.MODELTRANSLATION_ENABLE_FALLBACKS is False


def test_one_role_for_everything_is_warned_of(settings):
    settings.DATABASE_URL = settings.DATABASE_OWNER_URL = "postgresql://one@host/name"

    assert [warning.id for warning in two_database_roles(None)] == ["henlius.W001"]
