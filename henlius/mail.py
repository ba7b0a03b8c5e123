"""How e-mail leaves the site: `HENLIUS_MAIL_URL` in the words of Django's settings."""

import sys
from urllib.parse import unquote, urlsplit

FORM = "HENLIUS_MAIL_URL must have the form smtp://user:password@host:587, or smtps:// or smtp+plain://."
SCHEMES = {
    "smtp": (587, {"EMAIL_USE_TLS": True}),
    "smtps": (465, {"EMAIL_USE_SSL": True}),
    "smtp+plain": (25, {}),
}


def mail_settings(url):
    """Return Django's settings for the mail server at `url`; they print e-mails if it is empty.

    `smtp` insists on STARTTLS, `smtps` on TLS from the start, `smtp+plain` on neither. Characters
    of the password that addresses give a meaning are percent-encoded.
    """
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    try:
        parts = urlsplit(url)
        port, security = SCHEMES[parts.scheme]
        place = {"EMAIL_HOST": parts.hostname, "EMAIL_PORT": parts.port or port}
    except (KeyError, ValueError):
        sys.exit(FORM)
    if not parts.hostname:
        sys.exit(FORM)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_TIMEOUT": 20,
        **place,
        **security,
    }
