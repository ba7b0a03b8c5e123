"""`HENLIUS_MAIL_URL` in the words of Django's settings."""

import runpy

import pytest
from django.conf import settings

from henlius.mail import FORM, mail_settings

SMTP = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_TIMEOUT": 20}


def test_without_a_server_emails_are_printed():
    assert mail_settings("") == {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}


@pytest.mark.parametrize(
    ("url", "host", "port", "user", "password", "security"),
    (
        ("smtp://u:p@host", "host", 587, "u", "p", {"EMAIL_USE_TLS": True}),
        ("smtp://u%40x:p%2Fq@host:25", "host", 25, "u@x", "p/q", {"EMAIL_USE_TLS": True}),
        ("smtps://u:p@mail.example", "mail.example", 465, "u", "p", {"EMAIL_USE_SSL": True}),
        ("smtp+plain://relay", "relay", 25, "", "", {}),
    ),
)
def test_server_is_read_from_its_address(url, host, port, user, password, security):
    assert mail_settings(url) == SMTP | security | {
        "EMAIL_HOST": host,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": user,
        "EMAIL_HOST_PASSWORD": password,
    }


@pytest.mark.parametrize(
    "url", ("mail.example", "http://host", "smtp://", "smtp://:25", "smtp://host:port")
)
def test_wrong_address_is_refused_without_naming_it(url):
    with pytest.raises(SystemExit) as refusal:
        mail_settings(url)

    assert refusal.value.code == FORM


def test_settings_read_the_environment(monkeypatch):
    monkeypatch.setenv("HENLIUS_MAIL_URL", "smtps://u:p@mail.example")
    monkeypatch.setenv("HENLIUS_MAIL_FROM", "News <news@example.com>")

    read = runpy.run_path(settings.BASE_DIR / "henlius" / "settings.py")

    assert (read["EMAIL_HOST"], read["EMAIL_PORT"]) == ("mail.example", 465)
    assert read["DEFAULT_FROM_EMAIL"] == "News <news@example.com>"
